import { type ResultState, resultStateWords } from '@yingjin/domain/leads'

/** The heads over sums of results: so many of each state, and how much is due. */
export const SumHeads = ({ states, lends }: Readonly<{ states: readonly ResultState[]; lends: boolean }>) => (
  <>
    {states.map(state => (
      <th scope="col" key={state}>
        {resultStateWords[state]}
        <br />
        <span className="soft">项</span>
      </th>
    ))}
    <th scope="col">
      应发金额
      <br />
      <span className="soft">元</span>
    </th>
    {lends ? (
      <th scope="col">
        可贷额度
        <br />
        <span className="soft">元</span>
      </th>
    ) : null}
  </>
)
