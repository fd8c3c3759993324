import { useEffect, useState } from 'react';
import { websocketService } from '@/services/websocketService';
import type { SocketStatus } from '@/services/websocketService';

/** Connects while the component is shown. */
export function useWebSocket(): SocketStatus {
  const [status, setStatus] = useState<SocketStatus>(websocketService.status);

  useEffect(() => {
    const update = () => setStatus(websocketService.status);
    const stopListening = [websocketService.on('open', update), websocketService.on('close', update)];
    websocketService.connect().catch(update);
    return () => {
      stopListening.forEach((stop) => stop());
      websocketService.disconnect();
    };
  }, []);

  return status;
}
