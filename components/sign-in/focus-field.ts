/** Puts the focus where something is still to be done: the form's first field, second field, … that can be seen. */
export function focusField(form: HTMLFormElement, index: number): void {
  [...form.querySelectorAll<HTMLInputElement>("input:not([hidden])")][index]?.focus();
}
