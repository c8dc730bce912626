const mark = /(（[A-Z]{1,3}-[A-Z]?\d[\dA-Za-z.]*）|[A-Z]{1,3}-[A-Z]?\d[\dA-Za-z.]*[、：，]?)/

/** The marks of the register (PS-A2.1a) are for whoever keeps the papers: small on the screen, and not on paper. */
export const WithoutMarks = ({ text }: Readonly<{ text: string }>) =>
  text.split(mark).map((part, at) =>
    at % 2 === 1 ? (
      <small key={`${part} ${at}`} className="soft no-print">
        {part}
      </small>
    ) : (
      part
    ),
  )
