/**
 * What came of a decision in a run that took it along. Which of several things changed a result cannot be told without
 * deciding twice: what is told is whether the run rests on it, and whether the child’s results differ from the published ones.
 */
export const decisionEffects = ['changed', 'same', 'uncompared', 'unused'] as const
export type DecisionEffect = (typeof decisionEffects)[number]
export const decisionEffectWords: Readonly<Record<DecisionEffect, string>> = {
  changed: '用了，结果不同了',
  same: '用了，结果没有变',
  uncompared: '用了，没有可比的',
  unused: '没有用上',
}
