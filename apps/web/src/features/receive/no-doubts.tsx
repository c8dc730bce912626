import { Link } from '@tanstack/react-router'
import { problemOf } from '../../shared/ask/index.ts'
import { RefusedPage } from '../../shared/refused-page.tsx'

const Back = () => <Link to="/receive/history">看收数历史</Link>

/** Doubtful rows that could not be opened, and the way back. */
export const DoubtsRefused = ({ error }: Readonly<{ error: Error }>) => (
  <RefusedPage title="存疑的行" problem={problemOf(error)}>
    <Back />
  </RefusedPage>
)

/** A batch, or a row of it, that is not there or not for this reader. */
export const NoSuchRows = ({ what }: Readonly<{ what: '这一批' | '这一批或这一行' }>) => (
  <div className="empty">
    <strong>没有{what}，或者不在您的权限范围内</strong>
    <Back />
  </div>
)
