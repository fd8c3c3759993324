import { createContext, useContext, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { store } from '.';
import type { AppDispatch, RootState } from '.';

const StoreContext = createContext(store);

export function Provider({ children }: { readonly children: ReactNode }) {
  return <StoreContext.Provider value={store}>{children}</StoreContext.Provider>;
}

/** The selected part must be part of the state, not made anew on each call. */
export function useAppSelector<Selected>(select: (state: RootState) => Selected): Selected {
  const { subscribe, getState } = useContext(StoreContext);
  const snapshot = () => select(getState());
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

export function useAppDispatch(): AppDispatch {
  return useContext(StoreContext).dispatch;
}
