import { beginDraft } from '../../shared/draft.ts'

/** Which draft a new account is written in: one for each person it is for. */
export const newAccountDraft = (personId: string | undefined): string => `new-account-${personId ?? 'plain'}`

/** The name of whoever is to get an account goes along in this window alone: it stands in no address. */
export const nameNewAccount = (personId: string, name: string): void => beginDraft(newAccountDraft(personId), { name })
