import { Button } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { PrintedBy } from '../printed-by.tsx'
import './paper.css'

/** Chromium numbers pages inside the page from version 131 on; older ones only by the setting of their own print window. */
export const countsPages = (agent: string = navigator.userAgent): boolean => Number(/Chrom(?:e|ium)\/(\d+)/.exec(agent)?.[1] ?? 0) >= 131

/** Who stands for what is filed, and room for the seal. */
export const Signatures = () => (
  <div className="signatures">
    <span>填表人：</span>
    <span>审核人：</span>
    <span>负责人：</span>
    <span>（盖章）</span>
    <span>年　　月　　日</span>
  </div>
)

export type PaperParts = Readonly<{
  title: string
  /** Beside the title: as of when, of what, how many, and by which digest the office knows it again. */
  says: readonly string[]
  /** Wide lists lie across. */
  across?: true
  back: () => void
  /** What of it is printed, where that can be chosen: above the sheet, and not on it. */
  choose?: ReactNode
  children: ReactNode
}>

/** What will come out of the printer, on A4: seen first, then printed. Black and white is enough. */
export const Paper = ({ title, says, across, back, choose, children }: PaperParts) => {
  return (
    <>
      <PaperActs title={title} back={back} />
      {choose}
      <Sheet title={title} says={says} {...(across === true ? { across } : {})}>
        {children}
      </Sheet>
    </>
  )
}

/** Prints what stands below, under a title of its own, or goes back. */
export const PaperActs = ({ title, back }: Readonly<{ title: string; back: () => void }>) => {
  useEffect(() => {
    const before = document.title
    document.title = title
    return () => {
      document.title = before
    }
  }, [title])
  return (
    <div className="acts no-print">
      <Button type="primary" onClick={() => window.print()}>
        打印
      </Button>
      <Button onClick={back}>返回</Button>
      <span className="soft">
        {countsPages() ? '用 A4 纸，黑白即可。页眉是表头，页脚是页码。' : '用 A4 纸，黑白即可。这个浏览器请在打印窗口里勾选“页眉和页脚”，才有页码。'}
      </span>
    </div>
  )
}

/** One sheet, or more of one matter: signed at its end, and the next begins on a page of its own. */
export const Sheet = ({ title, says, across, children }: Omit<PaperParts, 'back' | 'choose'>) => (
  <article className={across === true ? 'sheet across' : 'sheet'} aria-label={title}>
    <h1>{title}</h1>
    <div className="sheet-says">
      {says.map(each => (
        <span key={each}>{each}</span>
      ))}
      <PrintedBy />
    </div>
    {children}
    <Signatures />
  </article>
)
