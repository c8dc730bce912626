import { type Matter, matterTables, matterWords } from '@yingjin/domain/registry'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { office, problemOf } from '../../shared/ask/index.ts'
import { Beside, type BesideCell } from '../../shared/beside.tsx'
import { OrderForm } from '../../shared/order-form.tsx'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { SeekPerson } from '../../shared/seek-person.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import { countWord } from '../../shared/count-word.ts'

type File = Awaited<ReturnType<typeof office.registry.showPerson>>

const useFile = (personId: string | undefined) =>
  useQuery({
    queryKey: ['person', personId, 'now'],
    queryFn: ({ signal }) => office.registry.showPerson({ personId: personId ?? '' }, { signal }),
    enabled: personId !== undefined,
  })

const matters = Object.keys(matterWords) as readonly Matter[]

/** What a file says, matter by matter and column by column: what its sources say differently stands there one after the other. */
const saidIn = ({ facts }: File): ReadonlyMap<string, string> =>
  new Map(
    matters.flatMap(matter => {
      const of = facts.filter(each => each.matter === matter)
      return matterTables[matter].columns.map(({ word, show }) => {
        const said = [...new Set(of.map(({ says }) => show(says)).filter(each => each !== ''))].toSorted()
        return [`${matterWords[matter]} ${word}`, said.join('；')] as const
      })
    }),
  )

const besides = (one: File, other: File): Readonly<{ unlike: readonly BesideCell[]; alike: readonly BesideCell[] }> => {
  const [left, right] = [saidIn(one), saidIn(other)]
  const cells = [...left.keys()]
    .map(label => ({ label, here: left.get(label) ?? '', there: right.get(label) ?? '' }))
    .filter(({ here, there }) => here !== '' || there !== '')
  return { unlike: cells.filter(({ here, there }) => here !== there), alike: cells.filter(({ here, there }) => here === there) }
}

const who = ({ person: { name, sex, bornOn, numbers } }: File): string =>
  [name, sex, bornOn, numbers[0]?.masked].filter(each => each !== null && each !== undefined).join(' ')

type Pair = Readonly<{ kept: File; other: File }>

/** What it would do, and the act itself: by one where both say the same of who they are, else asked for and confirmed by another. */
const MergeForm = ({ kept, other }: Pair) => {
  const navigate = useNavigate()
  const [personId, otherPersonId] = [kept.person.personId, other.person.personId]
  const { data, error } = useQuery({
    queryKey: ['merge', personId, otherPersonId],
    queryFn: ({ signal }) => office.registry.showMerge({ personId, otherPersonId }, { signal }),
  })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="soft">正在数合并的后果…</p>
  const { version, differs, facts, joined } = data
  const alone = differs.length === 0
  const back = (): void => void navigate({ to: '/persons/$personId', params: { personId }, search: {} })
  return (
    <>
      <h2>合并以后会怎样</h2>
      <p>
        留下“{who(kept)}”这一份，“{who(other)}”并入它。并入的一份有 {countWord(facts)} 条记载
        {joined === 0 ? '' : `，连同以前并入它的 ${joined} 份`}
        ，照旧写明来源，以后在一份档案里一起看；查到任何一份都打开留下的这一份；线索、待决问题和资助核定归到留下的人名下，下一次核定按一个人算。什么也不删，以后可以拆开。
      </p>
      {alone ? null : <p className="told late">两份的{differs.join('、')}不同，一个人不能直接合并：这里写明依据提出申请，由另一位同事看过再定。</p>}
      <OrderForm
        key={alone ? 'merge' : 'ask'}
        id={`merge ${personId} ${otherPersonId}`}
        fields={[{ key: 'reason', label: '凭什么说是同一个人', kind: 'words', rows: 2, required: true }]}
        button={alone ? `把${other.person.name}并入${kept.person.name}` : '申请合并'}
        submit={({ reason = '' }, beside) =>
          alone
            ? office.registry.mergePersons({ personId, otherPersonId, version, reason }, beside)
            : office.registry.requestChange({ personId, wanted: { matter: 'merge', otherPersonId }, reason }, beside)
        }
        done={back}
      />
    </>
  )
}

const SideBySide = ({ kept, other }: Pair) => {
  const { unlike, alike } = besides(kept, other)
  return (
    <>
      <section className="paper" aria-label="两份档案并排">
        <h2>不同的地方，{unlike.length} 项</h2>
        <Beside label="不同的地方" heads={[`留下：${who(kept)}`, `并入：${who(other)}`]} cells={unlike} />
        {alike.length === 0 ? (
          <p className="soft">没有一项写得相同。</p>
        ) : (
          <details>
            <summary>写得相同的 {alike.length} 项</summary>
            <Beside label="相同的地方" heads={['留下', '并入']} cells={alike} />
          </details>
        )}
        <p className="no-print">
          <Link to="/persons/$personId/merge" params={{ personId: other.person.personId }} search={{ other: kept.person.personId }}>
            换过来：留下右边这一份
          </Link>
        </p>
      </section>
      <section className="paper no-print" aria-label="合并">
        <MergeForm key={`${kept.person.personId} ${other.person.personId}`} kept={kept} other={other} />
      </section>
    </>
  )
}

/** 合并: two records of what may be one child, side by side, before anybody says that it is one. */
const MergePage = () => {
  const { personId } = route.useParams()
  const { other: otherId } = route.useSearch()
  const navigate = route.useNavigate()
  const may = mayReach(useMe(), 'persons', 'write')
  const [kept, other] = [useFile(personId), useFile(otherId)]
  const error = kept.error ?? other.error
  if (error !== null) return <RefusedPage title="合并档案" problem={problemOf(error)} />
  if (kept.data === undefined) return <p className="empty">正在打开…</p>
  const merged = [kept.data, other.data].find(each => each !== undefined && each.mergedInto !== null)
  return (
    <>
      <div className="page-head">
        <h1>{kept.data.person.name}：合并档案</h1>
        <div className="says">
          一个孩子有了两份档案时，并排看清楚再合成一份；认错了随时可以拆开。{' '}
          <Link to="/persons/$personId" params={{ personId }} search={{}}>
            回到档案
          </Link>
        </div>
      </div>
      <section className="paper no-print" aria-label="另一份档案">
        <h2>{otherId === undefined ? '另一份档案是谁的' : '换一份来比'}</h2>
        <SeekPerson
          id="merge-other"
          word={name => `和${name}并排看`}
          besides={personId}
          choose={chosen => void navigate({ search: { other: chosen.personId } })}
        />
      </section>
      {otherId === undefined ? null : other.data === undefined ? (
        <p className="empty">正在打开另一份…</p>
      ) : merged === undefined ? (
        may ? (
          <SideBySide kept={kept.data} other={other.data} />
        ) : null
      ) : (
        <p className="told late">“{who(merged)}”已经并入另一份档案，不能再合并；要拆开，请在它的档案里办。</p>
      )}
    </>
  )
}

export const route = createLazyRoute('/persons/$personId/merge')({ component: MergePage })
