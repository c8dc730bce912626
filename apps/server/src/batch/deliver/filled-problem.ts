/** A filled cell that could not be used: where it stands and what to write instead. */
export type FilledProblem = Readonly<{ file: string; sheet: string; row: number; message: string }>

/** `需人工判断.xlsx〔需人工判断〕第9行`, or only the list where no row is meant. */
export const placeWord = ({ file, sheet, row }: FilledProblem): string => (row === 0 ? file : `${file}〔${sheet}〕第${row}行`)
