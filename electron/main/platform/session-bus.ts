import { Message, type MessageBus } from '@jellybrick/dbus-next';

/** Calls a method of the bus daemon. No proxies: objects of Chromium and some desktops do not answer Introspect. */
export const callDaemon = (bus: MessageBus, member: string, body: string[] = []): Promise<Message | null> =>
  bus.call(
    new Message({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member,
      signature: 's'.repeat(body.length),
      body,
    }),
  );

/** Lists the names that are owned, or those that the bus can start. */
export const listNames = async (
  bus: MessageBus,
  member: 'ListNames' | 'ListActivatableNames',
): Promise<string[]> => ((await callDaemon(bus, member))?.body[0] as string[] | undefined) ?? [];
