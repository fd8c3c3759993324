export * from './chat';
export type { ChatMode, ChatTransport, Draft, OutgoingMessage, SendOutcome, Transport } from './transport';
