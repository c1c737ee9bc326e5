/** The HTTP status of each refusal of the service on the control plane. PURE. */
import type { ControlCode } from '../../texts/control.ts';

/** 409 for how things stand, 422 for what was sent, 503 for what could not be written down. */
const statuses: Record<ControlCode, number> = {
  'contract-unknown': 422,
  'serial-unknown': 422,
  'serial-form': 422,
  'serial-of-other-contract': 409,
  'kind-mixed': 409,
  'mode-invalid': 422,
  'set-up-shape': 422,
  'user-unknown': 422,
  'users-count': 422,
  'user-id-form': 422,
  'user-id-taken': 422,
  'user-name-form': 422,
  'policy-invalid': 422,
  'otp-form': 422,
  'resync-refused': 422,
  'protection-twice': 422,
  'stock-empty': 422,
  'stock-serial-missing': 422,
  'stock-serial-form': 422,
  'stock-duplicate': 422,
  'stock-not-otp': 422,
  'stock-algorithm': 422,
  'stock-hash': 422,
  'stock-digits': 422,
  'stock-check-digit': 422,
  'stock-period': 422,
  'stock-start-time': 422,
  'stock-drift': 422,
  'stock-policy-unknown': 422,
  'stock-usage': 422,
  'stock-expired': 422,
  'stock-transactions': 422,
  'stock-pin-policy': 422,
  'stock-other-secret': 409,
  'stock-secret-short': 422,
  'stock-secret-constant': 422,
  'stock-secret-twice': 409,
  'not-recorded': 503,
};

/** A code of the PSKC reader is none of ours: whatever it refuses is about what was sent. */
export const controlStatus = (code: string): number =>
  Object.hasOwn(statuses, code) ? statuses[code as ControlCode] : 422;
