import { Alert, Code, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { TunnelTestResult } from '#shared/contract/tunnel.ts';
import classes from './tunnel.module.css';

/** The result of a tunnel test. */
export function TunnelTestReport({ report }: { report: TunnelTestResult | null }) {
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
