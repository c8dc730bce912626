import { type LeadChange, leadChanges, leadChangeWords } from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { office, problemOf } from '../../shared/ask/index.ts'
import { Told } from '../../shared/told.tsx'
import { countWord } from '../../shared/count-word.ts'
import { given } from '../../shared/given.ts'
import { DifferenceTable } from './difference-table.tsx'

const means: Readonly<Record<LeadChange, string>> = {
  new: '以前没有，这次发现',
  persisting: '以前有，这次还在',
  gone: '以前有，这次没有再发现',
  reopened: '曾经没有再发现或已销号，这次又有',
  unsaid: '这次认不准是谁，没有说它结束',
}

/** What a run said of leads, kind by kind; each number opens to the leads behind it, of an earlier run too. */
export const LeadDifferences = ({ runId }: Readonly<{ runId: string | undefined }>) => {
  const ofRun = given({ runId })
  const { data, error } = useQuery({ queryKey: ['lead change counts', runId], queryFn: ({ signal }) => office.leads.countLeadChanges(ofRun, { signal }) })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined || data.runId === null) return null
  const { counts } = data
  const opened = (n: number, change: LeadChange | undefined, kind: string | undefined) =>
    n === 0 ? (
      ''
    ) : (
      <Link className="opens" to="/results/leads" search={{ ...given({ change, kind }), ...ofRun }}>
        {countWord(n)}
      </Link>
    )
  return (
    <section className="paper wide" aria-label="线索的差异">
      <h2>线索</h2>
      {counts.length === 0 ? (
        <p className="soft">您的范围内，这次运行没有发现线索，也没有以前的线索可比。</p>
      ) : (
        <DifferenceTable
          head="线索种类"
          changes={leadChanges.filter(change => counts.some(each => each.change === change))}
          words={leadChangeWords}
          means={means}
          lines={[...Map.groupBy(counts, ({ kind }) => kind)].map(([key, of]) => ({ key, word: of[0]?.word ?? key, of }))}
          counts={counts}
          changeOf={({ change }) => change}
          numberOf={({ leads }) => leads}
          opened={opened}
        />
      )}
      <p className="soft">再早就不再发现的，只在第一次没有发现的那次运行里写“{leadChangeWords.gone}”，以后的运行不再重复。</p>
    </section>
  )
}
