export { builtWeb } from './built-web.ts'
