import { advance } from '@/testing/clock';
import { loadClient, resetPage, setOnline } from '@/testing/client';
import type { Client } from '@/testing/client';
import { FakeServer } from '@/testing/fakeServer';

/** A small generator of repeatable random numbers below 1. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('two clients on a bad network', () => {
  it.each([1, 2, 3, 4, 5, 6])('lose, repeat and disorder nothing: seed %s', async (seed) => {
    resetPage();
    const random = generator(seed);
    jest.spyOn(Math, 'random').mockImplementation(random);
    const server = new FakeServer().install();
    const clients: readonly Client[] = [await loadClient(), await loadClient()];
    clients.forEach((client) => client.service.start());

    server.fault = () => {
      server.latency = 10 * Math.ceil(random() * 400);
      const luck = random();
      if (luck < 0.1) {
        return 'unreachable';
      }
      return luck < 0.2 ? 'answer lost' : luck < 0.3 ? { status: 503 } : undefined;
    };
    const written: string[] = [];
    for (let round = 0; round < 20; round += 1) {
      clients.forEach((client, index) => {
        written.push(`${index}-${round}`);
        void client.send(`${index}-${round}`);
      });
      if (random() < 0.2) {
        setOnline(false);
        await advance(2000);
        setOnline(true);
      }
      await advance(10 * Math.ceil(random() * 300));
    }

    server.fault = () => undefined;
    server.latency = 20;
    await advance(120_000);
    const stored = server.stored.map((message) => message.content);
    expect([...stored].sort()).toEqual([...new Set(stored)].sort());
    clients.forEach((client) => {
      const settled = client.messages().filter((message) => message.status !== 'failed');
      expect(settled.map((message) => message.content)).toEqual(stored);
      expect(settled.filter((message) => message.status !== 'delivered')).toEqual([]);
    });
    const failed = clients.flatMap((client) => client.messages().filter((message) => message.status === 'failed'));
    expect([...stored, ...failed.map((message) => message.content)].sort()).toEqual(written.sort());
  });
});
