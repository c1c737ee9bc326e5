/** The fields of a posted form, parsed whole. PURE: the shape only. */
/** Fields of one form by name; every name that the form may carry, and no other. */
export interface FormFields {
  /** '' when the field was not sent. */
  one(name: string): string;
  sent(name: string): boolean;
  all(name: string): readonly string[];
}
