import { SeekPerson } from '../../shared/seek-person.tsx'

/** Whom the row stands for where none of those beside it is meant. */
export const OtherPerson = ({ choose }: Readonly<{ choose: (person: Readonly<{ personId: string; name: string }>) => void }>) => (
  <details className="other-person">
    <summary>上面没有，库里另有这个人</summary>
    <SeekPerson id="other-person" word={name => `是${name}`} choose={choose} />
  </details>
)
