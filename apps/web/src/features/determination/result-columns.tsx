import { type ResultChange, resultChanges, resultChangeWords } from '@yingjin/domain/leads'
import { Link } from '@tanstack/react-router'
import { given } from '../../shared/given.ts'
import type { ListColumn, ListFilter } from '../../shared/list-page/index.ts'
import { placeWord } from '../../shared/place-word.ts'
import { StateWord } from '../../shared/state-word.tsx'
import { changeShapes, childWord } from './words.ts'

type Child = Readonly<{ name: string; school: string | null; className: string | null; township: string | null }> | null
type Aid = Readonly<{ line: string; title: string }>

type Whose = Readonly<{ personId: string | null; child: Child; name?: string | null }>

/** Who it is: the name alone for whoever may not see the child, nobody yet where the registry cannot say. */
const whoWord = ({ personId, child, name }: Whose): string => (personId === null ? '身份待核' : (name ?? childWord(child)))

/** Of a result: whose it is, which opens to why. Of whom the registry cannot say who it is, nothing opens. */
export const whoseColumn = (runId: string | undefined): ListColumn<Whose & Readonly<{ line: string }>> => ({
  key: 'child',
  title: '姓名',
  show: of =>
    of.personId === null ? (
      <span className="soft">{whoWord(of)}</span>
    ) : (
      <Link to="/results/of/$personId" params={{ personId: of.personId }} search={{ line: of.line, ...given({ runId }) }}>
        {whoWord(of)}
      </Link>
    ),
  decides: true,
})
/** Whose it is, which opens to the file for whoever may see it. */
export const childColumn: ListColumn<Whose> = {
  key: 'child',
  title: '姓名',
  show: of =>
    of.personId === null || of.child === null ? (
      <span className="soft">{whoWord(of)}</span>
    ) : (
      <Link to="/persons/$personId" params={{ personId: of.personId }} search={{}}>
        {of.child.name}
      </Link>
    ),
  decides: true,
}
export const placeColumn: ListColumn<Readonly<{ child: Child }>> = { key: 'place', title: '学校和班', show: ({ child }) => placeWord(child) }
/** Where whoever does not see the child still reads of which school a result is. */
export const schoolColumn = (schools: ReadonlyMap<string, string>): ListColumn<Readonly<{ child: Child; schoolId: string | null }>> => ({
  ...placeColumn,
  show: ({ child, schoolId }) => (child === null ? (schools.get(schoolId ?? '') ?? '') : placeWord(child)),
})
export const aidColumn: ListColumn<Aid> = { key: 'title', title: '资助项目', show: ({ title }) => title }
export const changeColumn: ListColumn<Readonly<{ change: ResultChange }>> = {
  key: 'change',
  title: '差异',
  show: ({ change }) => <StateWord shape={changeShapes[change]}>{resultChangeWords[change]}</StateWord>,
  decides: true,
}

/** Which aid: of those that are counted. */
export const aidFilter = (counted: readonly Aid[]): ListFilter => ({
  key: 'line',
  label: '资助项目',
  width: 260,
  options: [...new Map(counted.map(({ line, title }) => [line, title]))].map(([value, word]) => ({ value, word })),
})
export const changeFilter: ListFilter = { key: 'change', label: '差异', options: resultChanges.map(value => ({ value, word: resultChangeWords[value] })) }
