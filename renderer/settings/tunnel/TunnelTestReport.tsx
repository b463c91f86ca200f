import { Alert, Code, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { TunnelTestResult } from '#shared/contract/tunnel.ts';
import classes from './tunnel.module.css';

interface TunnelTestReportProps {
  report: TunnelTestResult | null;
  /** Whether the tunnel has another address at every start. */
  changes: boolean;
}

/** The result of a tunnel test. */
export function TunnelTestReport({ report, changes }: TunnelTestReportProps) {
  return (
    <div aria-live="polite">
      {report && (
        <Alert
          variant="default"
          title={report.ok ? 'It works' : 'It does not work yet'}
          className={classes.report}
          data-ok={report.ok}
          icon={report.ok ? <IconCircleCheck size={18} /> : <IconAlertTriangle size={18} />}
        >
          <Text fz="sm">
            {report.ok ? (
              <>
                A request to <Code>{report.publicUrl}</Code> came back here in{' '}
                {Math.round(report.roundTripMs)} ms.
                {changes && ' This address changes at every start. Then each phone system needs the new one.'}
              </>
            ) : (
              `${report.message} ${report.fix}`
            )}
          </Text>
        </Alert>
      )}
    </div>
  );
}
