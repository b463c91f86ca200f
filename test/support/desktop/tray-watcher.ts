import { EventEmitter, once } from 'node:events';
import { Message, type MessageBus, Variant } from '@jellybrick/dbus-next';

const name = 'org.kde.StatusNotifierWatcher';
const path = '/StatusNotifierWatcher';
const itemInterface = 'org.kde.StatusNotifierItem';
const menuInterface = 'com.canonical.dbusmenu';
const properties = 'org.freedesktop.DBus.Properties';

export interface MenuEntry {
  id: number;
  label: string;
  enabled: boolean;
}

/** So often may the menu be exchanged under a click until something is wrong. */
const menuExchanges = 5;

/** What shows tray icons: takes their registrations and reads and clicks their menus as a panel does. */
export class TrayWatcher extends EventEmitter<{ registered: [string] }> {
  readonly #bus: MessageBus;
  #item: { service: string; path: string } | null = null;

  private constructor(bus: MessageBus) {
    super();
    this.#bus = bus;
  }

  static async start(bus: MessageBus): Promise<TrayWatcher> {
    const watcher = new TrayWatcher(bus);
    bus.addMethodHandler((message) => watcher.#handle(message));
    await bus.requestName(name);
    return watcher;
  }

  async stop(): Promise<void> {
    await this.#bus.releaseName(name);
  }

  get hasItem(): boolean {
    return this.#item !== null;
  }

  /** Resolves when an icon is registered. */
  async item(): Promise<{ service: string; path: string }> {
    if (!this.#item) await once(this, 'registered');
    if (!this.#item) throw new Error('The icon was registered and is gone');
    return this.#item;
  }

  /** What the pointer sees over the icon. */
  async tooltip(): Promise<string> {
    const value = await this.#property('ToolTip');
    return String((value as unknown[])[2]);
  }

  /** The icon's pixels; a change of the state changes them. */
  async pixels(): Promise<string> {
    const value = (await this.#property('IconPixmap')) as [number, number, Buffer][];
    return value.map(([, , data]) => Buffer.from(data).toString('base64')).join();
  }

  /** The menu's entries from top to bottom, without separators. */
  async menu(): Promise<MenuEntry[]> {
    const [, [, , children]] = (await this.#callMenu('GetLayout', 'iias', [0, -1, []])) as [
      number,
      [number, unknown, Variant<[number, Record<string, Variant>, unknown]>[]],
    ];
    return children.flatMap(({ value: [id, details] }) =>
      details.type?.value === 'separator'
        ? []
        : [
            {
              id,
              // Underscores mark the access key and are doubled otherwise.
              label: String(details.label?.value ?? '').replace(/__/g, '_'),
              enabled: details.enabled?.value !== false,
            },
          ],
    );
  }

  /** Clicks the entry with this label; as desktops do, in the new menu where it was exchanged before the click came. */
  async choose(label: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const entry = (await this.menu()).find((other) => other.label === label);
      if (!entry) throw new Error(`The tray menu has no "${label}"`);
      try {
        await this.#callMenu('Event', 'isvu', [entry.id, 'clicked', new Variant('s', ''), 0]);
        return;
      } catch (error) {
        const hasEntry = (await this.menu()).some(({ id }) => id === entry.id);
        if (hasEntry || attempt === menuExchanges) throw error;
      }
    }
  }

  #handle(message: Message): boolean {
    if (message.path !== path) return false;
    const answer = (signature = '', body: unknown[] = []): void =>
      this.#bus.send(Message.newMethodReturn(message, signature, body));
    if (message.interface === properties && message.member === 'Get') {
      const property = String(message.body[1]);
      const value: Record<string, Variant> = {
        IsStatusNotifierHostRegistered: new Variant('b', true),
        ProtocolVersion: new Variant('i', 0),
        RegisteredStatusNotifierItems: new Variant('as', this.#item ? [this.#item.service] : []),
      };
      answer('v', [value[property]]);
      return true;
    }
    if (message.interface !== name || message.member !== 'RegisterStatusNotifierItem') return false;
    answer();
    const service = String(message.body[0]);
    this.#item = service.startsWith('/')
      ? { service: message.sender, path: service }
      : { service, path: '/StatusNotifierItem' };
    this.emit('registered', service);
    return true;
  }

  async #property(property: string): Promise<unknown> {
    const item = await this.item();
    const reply = await this.#bus.call(
      new Message({
        destination: item.service,
        path: item.path,
        interface: properties,
        member: 'Get',
        signature: 'ss',
        body: [itemInterface, property],
      }),
    );
    return (reply?.body[0] as Variant | undefined)?.value;
  }

  async #callMenu(member: string, signature: string, body: unknown[]): Promise<unknown[]> {
    const item = await this.item();
    const menuPath = String(await this.#property('Menu'));
    const reply = await this.#bus.call(
      new Message({
        destination: item.service,
        path: menuPath,
        interface: menuInterface,
        member,
        signature,
        body,
      }),
    );
    return reply?.body ?? [];
  }
}
