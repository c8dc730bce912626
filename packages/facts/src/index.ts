export * from './choices.ts'
export * from './definition.ts'
export * from './dictionary.ts'
export * from './relations.ts'
