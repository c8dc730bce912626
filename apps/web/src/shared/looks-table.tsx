import type { ReactNode } from 'react'
import { momentWord } from './dates.ts'

export type Look = Readonly<{ entryId: string; at: string; who: ReactNode; did: string; reason: string | null }>

/** Who looked at somebody's file or did something about them, one look a line; on a phone each is a stack. */
export const LooksTable = ({ looks }: Readonly<{ looks: readonly Look[] }>) => (
  <table className="facts stacks">
    <thead>
      <tr>
        <th scope="col">时间</th>
        <th scope="col">谁</th>
        <th scope="col">做了什么</th>
        <th scope="col">原因</th>
      </tr>
    </thead>
    <tbody>
      {looks.map(({ entryId, at, who, did, reason }) => (
        <tr key={entryId}>
          <td data-word="时间">{momentWord(at)}</td>
          <td data-word="谁">{who}</td>
          <td data-word="做了什么">{did}</td>
          <td data-word="原因">{reason ?? ''}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
