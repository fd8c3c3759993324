import { createSlice } from './createSlice';
import type { PayloadAction } from './createSlice';
import { copyTree, shareUnchanged } from './plainTree';

interface State {
  names: string[];
  counts: { a: number; b: number };
  handle: Map<string, number>;
}

const handle = new Map([['kept', 1]]);

const slice = createSlice({
  name: 'sample',
  initialState: { names: ['ada'], counts: { a: 1, b: 2 }, handle } as State,
  reducers: {
    named(state: State, action: PayloadAction<string>) {
      state.names.push(action.payload);
    },
    counted(state: State) {
      state.counts.a += 1;
    },
    untouched() {
      // Leaves the state as it is.
    },
  },
});

describe('createSlice', () => {
  const initial = slice.reducer(undefined, { type: 'unrelated' });

  it('makes actions from the names of its reducers', () => {
    expect(slice.actions.named('grace')).toEqual({ type: 'sample/named', payload: 'grace' });
    expect(slice.actions.counted()).toEqual({ type: 'sample/counted', payload: undefined });
  });

  it('leaves the old state alone', () => {
    const next = slice.reducer(initial, slice.actions.named('grace'));
    expect(next.names).toEqual(['ada', 'grace']);
    expect(initial.names).toEqual(['ada']);
  });

  it('keeps the identity of what did not change', () => {
    const next = slice.reducer(initial, slice.actions.counted());
    expect(next.counts).toEqual({ a: 2, b: 2 });
    expect(next.names).toBe(initial.names);
    expect(slice.reducer(initial, slice.actions.untouched())).toBe(initial);
  });

  it('ignores actions of other slices', () => {
    expect(slice.reducer(initial, { type: 'other/named' })).toBe(initial);
    expect(slice.reducer(initial, { type: 'sample/unknown' })).toBe(initial);
  });

  it('passes on what is not plain data', () => {
    expect(slice.reducer(initial, slice.actions.counted()).handle).toBe(handle);
  });
});

describe('plain trees', () => {
  it('makes two parts of one that is shared', () => {
    const shared = { value: 1 };
    const copy = copyTree({ first: shared, second: shared });
    copy.first.value = 2;
    expect(copy.second.value).toBe(1);
  });

  it('takes over equal parts, also inside of lists', () => {
    const before: { list: { id: number }[]; gone?: boolean } = { list: [{ id: 1 }, { id: 2 }], gone: true };
    const after = shareUnchanged(before, { list: [{ id: 1 }, { id: 3 }] });
    expect(after).toEqual({ list: [{ id: 1 }, { id: 3 }] });
    expect(after.list[0]).toBe(before.list[0]);
  });
});
