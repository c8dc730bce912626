export { type EventName, eventNames, type Events, send } from './events.ts'
export { asMachine, type Handler, type Message, openQueue, type Queue, type QueueParts, type QueuePoint, queuePoints } from './queue.ts'
