import { Link } from '@tanstack/react-router'
import type { ListColumn } from './list-page.tsx'

/** Who it is, and the way to the file: the first column of a list of persons. */
export const nameColumn: ListColumn<Readonly<{ personId: string; name: string | null }>> = {
  key: 'name',
  title: '姓名',
  show: ({ personId, name }) =>
    name === null ? (
      <span className="soft">不在您的范围内</span>
    ) : (
      <Link to="/persons/$personId" params={{ personId }} search={{}}>
        {name}
      </Link>
    ),
  decides: true,
}
