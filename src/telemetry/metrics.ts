import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/**
 * Every metric of the process, in one place. Names carry units; labels are small closed sets and never an identifier.
 * Handed in as a value: `metrics.cuesShown.inc({ kind })`.
 */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,

    buildInfo: new Gauge({
      name: 'evenkeel_build_info',
      help: 'Always 1; the labels name the version and the runtime.',
      labelNames: ['version', 'node'] as const,
      registers,
    }),
    draining: new Gauge({
      name: 'evenkeel_draining',
      help: '1 while the process drains and takes no new calls, else 0.',
      registers,
    }),
    faults: new Counter({
      name: 'evenkeel_faults_total',
      help: 'Faults of our own that were contained, by place (call, round, job, timer, bus, desktop, shutdown).',
      labelNames: ['place'] as const,
      registers,
    }),
    configReloads: new Counter({
      name: 'evenkeel_config_reloads_total',
      help: 'Reloads of the configuration, by outcome (applied, unchanged, refused).',
      labelNames: ['outcome'] as const,
      registers,
    }),
    certificateExpiry: new Gauge({
      name: 'evenkeel_certificate_expiry_timestamp_seconds',
      help: 'When the TLS certificate that is served ends, seconds since the epoch; 0 without TLS.',
      registers,
    }),

    streamsOpen: new Gauge({
      name: 'evenkeel_streams_open',
      help: 'Audio streams that are open, by platform.',
      labelNames: ['platform'] as const,
      registers,
    }),
    streamsLimit: new Gauge({
      name: 'evenkeel_streams_limit',
      help: 'Audio streams that this process takes at one time, by configuration.',
      registers,
    }),
    streamsOpened: new Counter({
      name: 'evenkeel_streams_opened_total',
      help: 'Audio streams that were opened, by platform.',
      labelNames: ['platform'] as const,
      registers,
    }),
    streamsClosed: new Counter({
      name: 'evenkeel_streams_closed_total',
      help: 'Audio streams that ended, by platform and reason.',
      labelNames: ['platform', 'reason'] as const,
      registers,
    }),
    streamsRefused: new Counter({
      name: 'evenkeel_streams_refused_total',
      help: 'Connections refused before any audio, by error code.',
      labelNames: ['code'] as const,
      registers,
    }),
    streamWarnings: new Counter({
      name: 'evenkeel_stream_warnings_total',
      help: 'Faults in a stream that did not end it, by platform and code.',
      labelNames: ['platform', 'code'] as const,
      registers,
    }),

    audioSeconds: new Counter({
      name: 'evenkeel_audio_seconds_total',
      help: 'Call audio received, seconds, by role.',
      labelNames: ['role'] as const,
      registers,
    }),
    audioChunks: new Counter({
      name: 'evenkeel_audio_chunks_total',
      help: 'Chunks of call audio received, by role.',
      labelNames: ['role'] as const,
      registers,
    }),
    audioGapSeconds: new Counter({
      name: 'evenkeel_audio_gap_seconds_total',
      help: 'Audio that never arrived, seconds, by role.',
      labelNames: ['role'] as const,
      registers,
    }),
    audioDroppedSeconds: new Counter({
      name: 'evenkeel_audio_dropped_seconds_total',
      help: 'Audio dropped because a call had more queued than it may, seconds, by role.',
      labelNames: ['role'] as const,
      registers,
    }),
    windowsDropped: new Counter({
      name: 'evenkeel_windows_dropped_total',
      help: 'Analysis windows dropped because the process could not keep up.',
      registers,
    }),

    callsActive: new Gauge({
      name: 'evenkeel_calls_active',
      help: 'Calls that are being listened to.',
      registers,
    }),
    callsEnded: new Counter({
      name: 'evenkeel_calls_ended_total',
      help: 'Calls that ended, by how well they could be heard.',
      labelNames: ['coverage'] as const,
      registers,
    }),
    callsWithoutNotice: new Counter({
      name: 'evenkeel_calls_without_notice_total',
      help: 'Calls on which nobody asserted that the caller was told; nothing is inferred from the voice there.',
      registers,
    }),
    callObjections: new Counter({
      name: 'evenkeel_call_objections_total',
      help: 'Calls on which inference stopped because the caller objected.',
      registers,
    }),

    inferenceBatch: new Histogram({
      name: 'evenkeel_inference_batch_windows',
      help: 'Windows classified in one run of the model.',
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
      registers,
    }),
    inferenceDuration: new Histogram({
      name: 'evenkeel_inference_duration_seconds',
      help: 'How long one run of the model took, seconds.',
      buckets: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25],
      registers,
    }),
    inferenceSlow: new Counter({
      name: 'evenkeel_inference_slower_than_realtime_total',
      help: 'Ticks whose analysis took longer than the audio it covered.',
      registers,
    }),
    inferenceFailures: new Counter({
      name: 'evenkeel_inference_failures_total',
      help: 'Runs of the model that failed; the call continues without emotion.',
      registers,
    }),

    cuesShown: new Counter({
      name: 'evenkeel_cues_shown_total',
      help: 'Cues sent to a desktop, by kind.',
      labelNames: ['kind'] as const,
      registers,
    }),
    cuesWithheld: new Counter({
      name: 'evenkeel_cues_withheld_total',
      help: 'Cues that were due but not shown, by kind and reason.',
      labelNames: ['kind', 'reason'] as const,
      registers,
    }),
    cuesUnbound: new Counter({
      name: 'evenkeel_cues_unbound_total',
      help: 'Cues that were due on a call on which no agent was known.',
      registers,
    }),
    cueDelay: new Histogram({
      name: 'evenkeel_cue_delay_seconds',
      help: 'From the arrival of the audio that decided a cue to its sending, seconds.',
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers,
    }),
    desktopsOpen: new Gauge({
      name: 'evenkeel_desktops_open',
      help: 'Agent desktops that are connected.',
      registers,
    }),
    busMessagesRefused: new Counter({
      name: 'evenkeel_bus_messages_refused_total',
      help: 'Messages on the bus between nodes that no node can have sent; dropped.',
      registers,
    }),
    desktopMessagesDropped: new Counter({
      name: 'evenkeel_desktop_messages_dropped_total',
      help: 'Messages not sent because a desktop did not read.',
      registers,
    }),

    storageQueue: new Gauge({
      name: 'evenkeel_storage_queue_records',
      help: 'Records that wait to be written.',
      registers,
    }),
    storageWritten: new Counter({
      name: 'evenkeel_storage_written_total',
      help: 'Records written, by type.',
      labelNames: ['type'] as const,
      registers,
    }),
    storageDropped: new Counter({
      name: 'evenkeel_storage_dropped_total',
      help: 'Records given up, by type: the queue was full, or the database refused them for good.',
      labelNames: ['type'] as const,
      registers,
    }),
    storageFailures: new Counter({
      name: 'evenkeel_storage_failures_total',
      help: 'Writes that failed; records wait and are tried again.',
      registers,
    }),
    storageJournalled: new Gauge({
      name: 'evenkeel_storage_journalled_summaries',
      help: 'Call summaries that wait in the local journal because the database is away.',
      registers,
    }),
    storageJournalFailures: new Counter({
      name: 'evenkeel_storage_journal_failures_total',
      help: 'Summaries that the local journal could not take; they wait in memory alone.',
      registers,
    }),

    httpRequests: new Counter({
      name: 'evenkeel_http_requests_total',
      help: 'HTTP requests answered, by method, route and status.',
      labelNames: ['method', 'route', 'status'] as const,
      registers,
    }),
    httpDuration: new Histogram({
      name: 'evenkeel_http_request_duration_seconds',
      help: 'How long an HTTP request took, seconds, by route.',
      labelNames: ['route'] as const,
      buckets: [0.002, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
