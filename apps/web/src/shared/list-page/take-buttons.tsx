import { Button } from 'antd'
import { useState } from 'react'
import { type GivenFile, type Problem, problemOf } from '../ask/index.ts'
import { saveFile } from '../save-file.ts'

type TakeButtonsParts = Readonly<{
  take: (as: 'workbook') => Promise<GivenFile>
  narrow: boolean
  print: () => void
  say: (said: Problem | string | null) => void
}>

/** The whole list under these conditions, as a workbook or on paper: not only the page in sight. */
export const TakeButtons = ({ take, narrow, print, say }: TakeButtonsParts) => {
  const [busy, setBusy] = useState(false)
  const save = async (): Promise<void> => {
    setBusy(true)
    say(null)
    try {
      const file = await take('workbook')
      saveFile(file)
      say(`已导出：${file.name}`)
    } catch (error) {
      say(problemOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button loading={busy} onClick={() => void save()}>
        {busy ? '正在导出…' : '导出表格'}
      </Button>
      {narrow ? null : <Button onClick={print}>打印</Button>}
    </>
  )
}
