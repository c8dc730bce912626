import { leadMoveWords, questionMoveWords, resultStateWords } from '@yingjin/domain/leads'
import type { office } from '../../shared/ask/index.ts'
import { termWord } from '../../shared/term-word.ts'
import { yuanWord } from '../../shared/yuan-word.ts'

export type Happened = Awaited<ReturnType<typeof office.leads.historyOfChild>>['moments'][number]

const lineWord = ({ title, state, amountFen, was }: Extract<Happened, Readonly<{ of: 'run' }>>['lines'][number]): string =>
  state === null
    ? `${title}不再有核定`
    : [title, resultStateWords[state], ...(amountFen === null ? [] : [`${yuanWord(amountFen)} 元`])].join(' ') +
      (was === null || was === state ? '' : `（原${resultStateWords[was]}）`)

/** What the clerk reads of one moment: what it was of, and what was said or done. */
export const happenedWords = (moment: Happened): Readonly<{ word: string; says: string }> => {
  if (moment.of === 'run') return { word: `核定（${termWord(moment.term)}）`, says: moment.lines.map(lineWord).join('；') }
  const { word, toName, says, files } = moment
  const done =
    moment.move === 'found'
      ? moment.of === 'lead'
        ? '运行发现'
        : '运行提出'
      : moment.of === 'lead'
        ? leadMoveWords[moment.move]
        : questionMoveWords[moment.move]
  return {
    word: moment.of === 'lead' ? '线索' : '待决问题',
    says: [`${word}，${done}${toName === null ? '' : ` ${toName}`}`, ...(files.length === 0 ? [] : [files.join('、')]), ...(says === null ? [] : [says])].join(
      '：',
    ),
  }
}
