/** The line of a keyboard-type token in the desk's own input field: read as the HID readers read it. PURE. */
export { parseTyped, type TypedCode } from '../../hid/families/keyboard/text.ts';
