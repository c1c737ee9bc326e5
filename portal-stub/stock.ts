/** The bank's stock of tokens: what is kept of a key, and which keys of a PSKC file may enter (D-23, RFC 6030 §5). PURE. */

/** One token as the bank knows it. Times are milliseconds since the epoch. */
export interface StockedKey {
  readonly serial: string;
  /** Never logged, never printed; sealed at rest. */
  readonly secret: Uint8Array;
  /** The contract in which it is registered (D-22); undefined = free. */
  readonly contractId: string | undefined;
  /** Device step minus bank step, as last seen (D-04). */
  readonly driftSteps: number;
  /** What the PSKC file said (`<TimeDrift>`): the drift before anything was seen. */
  readonly importedDriftSteps: number;
  /** The latest accepted step: it and every earlier one are dead on every path (D-04). */
  readonly lastStep: number | undefined;
  /** RFC 6030 §5: usable between these, both inclusive. */
  readonly validFrom: number | undefined;
  readonly validUntil: number | undefined;
}
