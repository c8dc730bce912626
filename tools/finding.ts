/** Something a check found: where, and what is wrong with it in one sentence. */
export type Finding = Readonly<{ file: string; line: number | null; says: string }>

export const finding = (file: string, line: number | null, says: string): Finding => Object.freeze({ file, line, says })

/** `file:line  what is wrong`, which editors open on a click. */
export const printFinding = ({ file, line, says }: Finding): string => `${line === null ? file : `${file}:${line}`}  ${says}`
