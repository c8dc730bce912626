import { Link } from '@tanstack/react-router'
import { countWord } from './count-word.ts'

type Gap = Readonly<{ fact: string; rosters: readonly string[]; children: number }>

/** What no kind of roster says: nothing is to be chased; whoever has the proof brings it, and it is written in by the child. */
export const ByProof = ({ gaps }: Readonly<{ gaps: readonly Gap[] }>) => {
  const facts = gaps.filter(({ rosters }) => rosters.length === 0)
  if (facts.length === 0) return null
  return (
    <>
      <p>
        {facts.map(({ fact }) => fact).join('、')}
        ：没有一种名册写着，不用等名册。家里有证明的，请带证明到学校；学校看过原件，在运行交付的“待补信息.xlsx”里给这名学生加一行（信息代码照“缺少的名册”一页抄），填“是”或“否”和依据，从收数送回，下次运行就用上。
      </p>
      <ul>
        {facts.map(({ fact, children }) => (
          <li key={fact}>
            {fact}：全县 {countWord(children)} 人的项目要看这一条
          </li>
        ))}
      </ul>
      <Link to="/runs">到历次运行拿“待补信息.xlsx”</Link>
    </>
  )
}
