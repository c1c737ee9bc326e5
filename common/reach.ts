/**
 * From where a stub is reached, and by which names: loopback alone unless told. Portal and control server judge by the
 * same rules. PURE.
 */

export interface Reach {
  /** Where the pages are listened for besides loopback: an address, `0.0.0.0` or `::` for all; absent = loopback alone. */
  readonly host?: string | undefined;
  /** Names besides loopback's: `desk.example` at the server's own port, `desk.example:9000` at that one. */
  readonly names: readonly string[];
  /** A proxy in front speaks TLS for the stub: its X-Forwarded-Host is believed, cookies are Secure, 443 is a port of ours. */
  readonly trustProxy: boolean;
  /** Names by which the control plane answers too, from outside and through a proxy. */
  readonly controlNames: readonly string[];
}

export const atHome: Reach = { names: [], trustProxy: false, controlNames: [] };

/** Whether anything was opened at all. */
export const isOpen = ({ host, names, trustProxy }: Reach): boolean =>
  host !== undefined || names.length > 0 || trustProxy;

export interface Asking {
  /** Every value of each header, names in lower case. */
  readonly headers: { readonly [name: string]: readonly string[] | string | undefined };
  /** The port that the socket is bound to. */
  readonly port: number | undefined;
  /** The peer's address; undefined counts as somebody else's. */
  readonly from: string | undefined;
}

/** The authority that was asked for, in lower case; undefined when none or several are named. */
export function authorityOf({ headers }: Pick<Asking, 'headers'>, { trustProxy }: Reach): string | undefined {
  const forwarded = trustProxy ? only(headers['x-forwarded-host']) : undefined;
  return (forwarded ?? only(headers['host']))?.toLowerCase();
}

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

export const isLoopbackAuthority = (authority: string, port: number | undefined): boolean =>
  loopbackNames.some((name) => isNamed(authority, name, port, false));

/** Pages: loopback, the address that is listened on, and the names that were allowed. */
export function isKnown(authority: string, port: number | undefined, reach: Reach): boolean {
  return (
    isLoopbackAuthority(authority, port) || [...reach.names, ...addressOf(reach)].some(named(authority, port, reach))
  );
}

/**
 * The control plane, once the stub is open: from this machine, by a name of this machine, through nobody; or by a name
 * that was told apart for it. Behind a proxy every request comes from loopback, so what a proxy adds counts as outside.
 */
export function mayControl(asking: Asking, reach: Reach): boolean {
  const authority = authorityOf(asking, reach);
  if (authority === undefined) return false;
  if (reach.controlNames.some(named(authority, asking.port, reach))) return true;
  return isLoopbackAuthority(authority, asking.port) && isLoopbackAddress(asking.from) && !isForwarded(asking.headers);
}

/** What stands before the authority in an Origin. TLS is the proxy's; who comes from loopback comes without. */
export function schemeOf(authority: string, port: number | undefined, { trustProxy }: Reach): 'http' | 'https' {
  return trustProxy && !isLoopbackAuthority(authority, port) ? 'https' : 'http';
}

/** Whatever proxies say of whom they speak for. */
export const isForwarded = (headers: Asking['headers']): boolean =>
  Object.entries(headers).some(([name, value]) => value !== undefined && forwarding.test(name));

const forwarding =
  /^(forwarded|via|x-forwarded(-.*)?|x-real-ip|x-client-ip|x-original-host|true-client-ip|cf-connecting-ip)$/i;

const isLoopbackAddress = (address: string | undefined): boolean =>
  address !== undefined && /^(::ffff:)?127\.|^::1$/.test(address);

const addressOf = ({ host }: Reach): string[] =>
  host === undefined || host === '0.0.0.0' || host === '::' ? [] : [host.includes(':') ? `[${host}]` : host];

const named =
  (authority: string, port: number | undefined, { trustProxy }: Reach) =>
  (name: string): boolean =>
    /:\d+$/.test(name) ? authority === name.toLowerCase() : isNamed(authority, name, port, trustProxy);

/** The port may be left out where a browser would leave it out. */
const isNamed = (authority: string, name: string, port: number | undefined, proxied: boolean): boolean =>
  authority === `${name.toLowerCase()}:${port}` || (authority === name.toLowerCase() && (proxied || port === 80));

function only(values: readonly string[] | string | undefined): string | undefined {
  if (typeof values === 'string') return values;
  return values?.length === 1 ? values[0] : undefined;
}
