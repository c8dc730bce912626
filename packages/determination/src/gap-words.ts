/** What a fact waits for that no roster says: the proof that a child has. */
export const byProofWord = '没有一种名册写着，凭证明补'

/** Why nobody is asked for a fact: rosters that did not come, or of which rows were refused, say of nobody that he is not on them. */
export const lackingWord = '名册没有到，或者到了还有行未收、过了期'

/** Facts that are missing in the whole county and asked of no child, in words: of some a roster is to be chased, of the others there is none. */
export const gapWords = {
  lacking: (facts: number): string => `${facts} 类信息，因为${lackingWord}，全县都缺，不逐人问`,
  byProof: (facts: number): string => `${facts} 类信息，${byProofWord}`,
} as const
