import { EventEmitter } from 'node:events';
import { Message, type MessageBus } from '@jellybrick/dbus-next';

const name = 'org.freedesktop.Notifications';
const path = '/org/freedesktop/Notifications';

export interface ShownNotification {
  id: number;
  title: string;
  body: string;
  /** Alternating keys and labels, as sent. */
  actions: string[];
}

/**
 * A notification service as desktops have it (https://specifications.freedesktop.org/notification-spec), which records
 * what it is asked to show.
 */
export class NotificationService extends EventEmitter<{ shown: [ShownNotification]; closed: [number] }> {
  readonly #bus: MessageBus;
  #lastId = 0;
  /** Everything that was ever shown, oldest first. */
  readonly shown: ShownNotification[] = [];
  /** IDs that the app took back. */
  readonly closed: number[] = [];

  private constructor(bus: MessageBus) {
    super();
    this.#bus = bus;
  }

  static async start(bus: MessageBus): Promise<NotificationService> {
    const service = new NotificationService(bus);
    bus.addMethodHandler((message) => service.#handle(message));
    await service.comeBack();
    return service;
  }

  /** What happens when it ends or is not started yet: its name has no owner. */
  async leave(): Promise<void> {
    await this.#bus.releaseName(name);
  }

  async comeBack(): Promise<void> {
    await this.#bus.requestName(name);
  }

  /** What the person does: a click on the pop-up itself. */
  click(id: number): void {
    this.#bus.send(Message.newSignal(path, name, 'ActionInvoked', 'us', [id, 'default']));
    this.#bus.send(Message.newSignal(path, name, 'NotificationClosed', 'uu', [id, 2]));
  }

  #handle(message: Message): boolean {
    if (message.interface !== name) return false;
    const answer = (signature: string, body: unknown[]): void =>
      this.#bus.send(Message.newMethodReturn(message, signature, body));
    switch (message.member) {
      case 'GetCapabilities':
        answer('as', [['actions', 'body', 'persistence']]);
        return true;
      case 'GetServerInformation':
        answer('ssss', ['Test desktop', 'Ringback', '1', '1.2']);
        return true;
      case 'Notify':
        answer('u', [this.#show(message.body)]);
        return true;
      case 'CloseNotification': {
        const id = Number(message.body[0]);
        answer('', []);
        this.closed.push(id);
        this.#bus.send(Message.newSignal(path, name, 'NotificationClosed', 'uu', [id, 3]));
        this.emit('closed', id);
        return true;
      }
      default:
        return false;
    }
  }

  #show(body: unknown[]): number {
    const [, replaces, , title, text, actions] = body;
    if (!replaces) this.#lastId += 1;
    const shown = {
      id: Number(replaces) || this.#lastId,
      title: String(title),
      body: String(text),
      actions: actions as string[],
    };
    this.shown.push(shown);
    this.emit('shown', shown);
    return shown.id;
  }
}
