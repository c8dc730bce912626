import { registerMark } from '@yingjin/policy'

/** The marks of the register (PS-A2.1a) are for whoever keeps the papers: small on the screen, and not on paper. */
export const WithoutMarks = ({ text }: Readonly<{ text: string }>) =>
  text.split(registerMark).map((part, at) =>
    at % 2 === 1 ? (
      <small key={`${part} ${at}`} className="soft no-print">
        {part}
      </small>
    ) : (
      part
    ),
  )
