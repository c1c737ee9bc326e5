/** What Cucumber imports: the world and every step. */
import './steps/parameter-types.ts';
import './scene/world.ts';
import './steps/bank.ts';
import './steps/contract.ts';
import './steps/deregistration.ts';
import './steps/device-life.ts';
import './steps/devices.ts';
import './steps/mode.ts';
import './steps/open-registration.ts';
import './steps/registration.ts';
import './steps/shown-registrations.ts';
import './steps/stock.ts';
import './steps/time.ts';
import './steps/transfer.ts';
import './steps/users.ts';
import './steps/verification.ts';
