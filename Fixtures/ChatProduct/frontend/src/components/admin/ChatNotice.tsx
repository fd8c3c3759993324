import { Link } from '@/routing';
import { useAppDispatch, useAppSelector } from '@/store/react';
import { noticeDismissed } from '@/store/slices/chatSlice';

/** What happened to the chat or to a message besides its status. */
export default function ChatNotice() {
  const dispatch = useAppDispatch();
  const notice = useAppSelector((state) => state.chat.notice);

  if (notice === null) {
    return null;
  }
  return (
    <div className="notice" role="alert" data-testid={`${notice.kind}-notice`}>
      <p>{notice.text}</p>
      {notice.kind === 'fallback' && <Link to="/admin/chat-settings">Chat settings</Link>}
      <button type="button" data-testid="dismiss-notice" onClick={() => dispatch(noticeDismissed())}>
        Close
      </button>
    </div>
  );
}
