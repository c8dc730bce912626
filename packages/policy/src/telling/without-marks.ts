/** A mark of the register in a text: （PS-A2.1a）, or PS-A2.1a、 before the words. */
export const registerMark = /(（[A-Z]{1,3}-[A-Z]?\d[\dA-Za-z.]*）|[A-Z]{1,3}-[A-Z]?\d[\dA-Za-z.]*[、：，]?)/u

const everyMark = new RegExp(registerMark, 'gu')

/** What officials read names the document and the clause; its mark in the register is for whoever keeps the rules. */
export const withoutMarks = (text: string): string => text.replaceAll(everyMark, '')
