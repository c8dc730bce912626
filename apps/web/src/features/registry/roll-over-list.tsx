import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { office, problemOf } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { FactsTable } from '../../shared/facts-table.tsx'
import { StateWord } from '../../shared/state-word.tsx'
import { Told } from '../../shared/told.tsx'
import { countWord } from '../../shared/count-word.ts'

export type RollOver = Awaited<ReturnType<typeof office.registry.listRollOvers>>['rollOvers'][number]

const countWords: readonly (readonly [keyof RollOver['counts'], string])[] = [
  ['promoted', '升一个年级'],
  ['graduated', '读完本学段毕业'],
  ['expected', '等着高一级学校接收（已算在毕业里）'],
  ['suspended', '休学，不升级'],
  ['ofTheYear', '新学年的名册或变动已经写明，不动'],
  ['undated', '名册没有写截止日期，不知道是哪一学年，不动'],
  ['unclear', '学段、年级不清楚，或者学校没有这个年级，不动'],
  ['classes', '个班换成新学年的班名'],
]

/** What a roll-over does, or did, line by line. */
export const RollOverCountsList = ({ of }: Readonly<{ of: RollOver['counts'] }>) => (
  <ul className="plain-list">
    {countWords.map(([key, word]) => (
      <li key={key}>
        <strong>{countWord(of[key])}</strong> {key === 'classes' ? '' : '人'}
        {word}
      </li>
    ))}
  </ul>
)

export const RollOverState = ({ of: { undoneAt } }: Readonly<{ of: RollOver }>) =>
  undoneAt === null ? <StateWord shape="done">已办</StateWord> : <StateWord shape="wrong">已撤销</StateWord>

/** 历次升级: each opens to what it did and, as long as it stands, to taking it back. */
export const RollOvers = () => {
  const { data, error } = useQuery({ queryKey: ['roll-overs'], queryFn: ({ signal }) => office.registry.listRollOvers({ limit: 100 }, { signal }) })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return null
  return (
    <section className="paper" aria-label="历次升级">
      <h2>历次升级{data.total === 0 ? '' : `，共 ${countWord(data.total)} 次`}</h2>
      {data.rollOvers.length === 0 ? (
        <p className="soft">还没有办过升级。</p>
      ) : (
        <div className="wide">
          <FactsTable
            columns={[
              {
                word: '升到',
                show: ({ rollOverId, schoolYear }) => (
                  <Link to="/persons/roll-over/$rollOverId" params={{ rollOverId }}>
                    {schoolYear} 学年
                  </Link>
                ),
              },
              { word: '范围', show: ({ schoolName }) => schoolName ?? '全县' },
              { word: '状态', show: each => <RollOverState of={each} /> },
              { word: '升级', as: 'amount', show: ({ counts }) => `${countWord(counts.promoted)} 人` },
              { word: '毕业', as: 'amount', show: ({ counts }) => `${countWord(counts.graduated)} 人` },
              { word: '谁什么时候办的', show: ({ doneBy, doneAt }) => `${doneBy ?? ''} ${momentWord(doneAt)}` },
            ]}
            rows={data.rollOvers}
            keyOf={({ rollOverId }) => rollOverId}
          />
        </div>
      )}
    </section>
  )
}
