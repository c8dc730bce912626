import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { type ImportCounts, type LastList, notHereWord } from '@yingjin/domain/registry'
import { AfterCommit } from './after-commit.tsx'
import { NotDone, notDoneIn } from './not-done.tsx'

type Outcome = Readonly<Record<string, unknown>>
/** What came of a job in one sentence, where to go on, and what of it was not done and why. */
export type JobEnd = Readonly<{ says: string; to?: ReactNode; more?: ReactNode }>

const n = (value: unknown): string => (typeof value === 'number' ? value.toLocaleString('en-US') : '0')
const sum = (fen: unknown): string => (typeof fen === 'string' ? (Number(fen) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 }) : '0.00')
const of = (outcome: Outcome, key: string): Outcome => (typeof outcome[key] === 'object' && outcome[key] !== null ? (outcome[key] as Outcome) : {})

const many = (list: unknown): number => (Array.isArray(list) ? list.length : 0)

/** What the office had decided when the run began, and was heard. */
const officeWord = ({ on, persons, decisions }: Outcome): string => {
  if (typeof on !== 'string') return ''
  return typeof persons === 'number' && persons > 0
    ? `带上了办公室截至 ${on} 的 ${n(decisions)} 项决定和在册 ${n(persons)} 人的更正、学籍变动。`
    : '办公室里还没有人员，没有决定可带。'
}

const notHere = ({ lastList, absence }: Outcome): string =>
  typeof lastList === 'object' && lastList !== null ? notHereWord(lastList as LastList, absence as ImportCounts['absence']) : ''

/** To where the numbers of a batch open to their lines. */
const toBatch = (importId: unknown): ReactNode =>
  typeof importId === 'string' ? (
    <Link to="/receive/history/$importId" params={{ importId }}>
      看批次 {importId}
    </Link>
  ) : null

/** The one batch of several that were asked for, where it is one. */
const onlyBatchIn = (list: unknown): unknown => (Array.isArray(list) && list.length === 1 ? (list as readonly Outcome[])[0]?.['importId'] : undefined)

const imported = (verb: string) => (outcome: Outcome) => {
  const rows = of(outcome, 'rows')
  const persons = of(outcome, 'persons')
  return {
    says: `${verb}：收 ${n(rows['accepted'])} 行，未收 ${n(rows['refused'])} 行；对上 ${n(persons['matched'])} 人，新增 ${n(persons['new'])} 人，存疑 ${n(rows['doubtful'])} 行。${notHere(outcome)}`,
    to: toBatch(outcome['importId']),
  }
}

/** To the page where files are received, for whoever is not there already. */
const ToReceive = ({ children }: Readonly<{ children: string }>) => (
  <Link to="/receive" activeOptions={{ exact: true, includeSearch: false }} activeProps={{ hidden: true }}>
    {children}
  </Link>
)

/** How each kind of long work ends, in the words of whoever started it. */
const ends: Readonly<Record<string, (outcome: Outcome) => JobEnd>> = {
  'registry.dry-run-import': imported('试算好了，还没有入库'),
  'registry.commit-import': outcome => ({ ...imported('已入库')(outcome), more: <AfterCommit /> }),
  'registry.undo-import': ({ ended, restored, personsGone, importId }) => ({
    says: `已撤销：撤回 ${n(ended)} 条，恢复 ${n(restored)} 条，撤去 ${n(personsGone)} 人。`,
    to: toBatch(importId),
  }),
  'registry.roll-over': () => ({ says: '学年升级办好了。' }),
  'registry.undo-roll-over': ({ ended, restored }) => ({ says: `升级已撤销：撤回 ${n(ended)} 条，恢复 ${n(restored)} 条。` }),
  'batch.run-rosters': outcome => {
    const { files, persons, due, dueFen, missing, toDecide, setAside, run, review } = outcome
    return {
      says: `核定好了：${n(files)} 份名册，${n(persons)} 人；应发 ${n(due)} 人次，共 ${sum(dueFen)} 元；${setAside === 0 ? '' : `按办公室决定不收 ${n(setAside)} 行；`}要问的问题 ${n(missing)} 个，需人工判断 ${n(toDecide)} 人次。${officeWord(of(outcome, 'office'))}${review === 'as-published' ? '与已发布的运行完全一样，没有要发布的。' : '还没有发布。'}`,
      ...(review === 'ready'
        ? {
            to: (
              <Link to="/runs/review" search={{ run: String(run) }}>
                看过结果再发布
              </Link>
            ),
          }
        : {}),
    }
  },
  'batch.review-latest-run': ({ run }) => ({
    says: '结果备好了，只有能发布全县结果的人看得到。',
    to: (
      <Link to="/runs/review" search={{ run: String(run) }}>
        看过结果再发布
      </Link>
    ),
  }),
  'batch.publish-latest-run': ({ rostersTaken, newPersons, doubtfulRows }) => ({
    says: `已发布：登记名册 ${n(rostersTaken)} 份，新增 ${n(newPersons)} 人，存疑 ${n(doubtfulRows)} 行。`,
    to: <Link to="/leads">看线索</Link>,
  }),
  'batch.keep-office-snapshot': ({ persons, on }) => ({ says: `已留存在册情况：${n(persons)} 人，截至 ${String(on)}。` }),
  'batch.read-deliveries': ({ read, rowsAccepted, rowsRefused, notRead }) => ({
    says: `读好了 ${n(read)} 个文件：收 ${n(rowsAccepted)} 行，未收 ${n(rowsRefused)} 行${many(notRead) === 0 ? '' : `；另有 ${many(notRead)} 个没有读成`}。`,
    to: <ToReceive>去收数</ToReceive>,
    more: <NotDone of={notDoneIn(notRead)} what="没有读成的" />,
  }),
  'batch.stage-deliveries': ({ staged, refused }) => ({
    says:
      many(staged) === 0 && many(refused) > 0
        ? `${many(refused)} 份都没有试算成，什么也没有改。`
        : `试算好了 ${many(staged)} 份，还没有入库${many(refused) === 0 ? '' : `；另有 ${many(refused)} 份没有试算成`}。`,
    to: toBatch(onlyBatchIn(staged)) ?? <ToReceive>去收数看每一份改动什么</ToReceive>,
    more: <NotDone of={notDoneIn(refused)} what="没有试算成的" />,
  }),
  'batch.commit-deliveries': ({ committed, refused }) => ({
    says:
      many(committed) === 0 && many(refused) > 0
        ? `${many(refused)} 批都没有入库，什么也没有改。`
        : `已入库 ${many(committed)} 批${many(refused) === 0 ? '' : `；另有 ${many(refused)} 批没有入库`}。`,
    to: toBatch(onlyBatchIn(committed)) ?? (
      <Link to="/receive/history" search={{ status: 'committed' }}>
        看每一批改动了什么
      </Link>
    ),
    more: (
      <>
        <NotDone of={notDoneIn(refused)} what="没有入库的" />
        {many(committed) === 0 ? null : <AfterCommit />}
      </>
    ),
  }),
  'policy.simulate': ({ alternatives, simulationId }) => ({
    says: `测算好了 ${n(alternatives)} 个方案；不改任何核定结果。`,
    to: (
      <Link to="/policy/simulate" search={{ simulation: String(simulationId) }}>
        看测算
      </Link>
    ),
  }),
  'platform.back-up': ({ folder, tables, rows }) => ({
    says: `已备份：${n(tables)} 张表，${n(rows)} 条记录，这份备份叫“${String(folder)}”。`,
    to: (
      <Link to="/operate/system" hash="backups">
        在“运行状态”里看
      </Link>
    ),
  }),
  'platform.rotate-field-keys': ({ rewritten }) => ({ says: `密钥已更换，${n(rewritten)} 项重新加密。` }),
}

/** The end of a job that was done; of a kind that says nothing of its own, that it was done. */
export const endOf = (kind: string, outcome: Outcome | null): JobEnd => {
  const end = ends[kind]
  return outcome === null || end === undefined ? { says: '办完了。' } : end(outcome)
}
