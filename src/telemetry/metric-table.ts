/** A metric as it is declared; `labels` are small closed sets and never an identifier. */
export type MetricDefinition =
  | {
      readonly kind: 'gauge' | 'counter';
      readonly name: string;
      readonly help: string;
      readonly labels: readonly string[];
    }
  | {
      readonly kind: 'histogram';
      readonly name: string;
      readonly help: string;
      readonly labels: readonly string[];
      readonly buckets: readonly number[];
      /** Whether an observation may name the trace that it is of. */
      readonly isTraced?: true;
    };

const gauge = <const Labels extends readonly string[]>(name: string, help: string, labels: Labels) =>
  ({ kind: 'gauge', name, help, labels }) as const;

const counter = <const Labels extends readonly string[]>(name: string, help: string, labels: Labels) =>
  ({ kind: 'counter', name, help, labels }) as const;

const histogram = <const Labels extends readonly string[]>(
  name: string,
  help: string,
  labels: Labels,
  buckets: readonly number[],
) => ({ kind: 'histogram', name, help, labels, buckets }) as const;

/**
 * Labels whose every value is known. A counter that has these alone stands at 0 from the start: a series that began
 * with its first event would hide that event from every rate, and an expression over two counters would give nothing
 * until both had happened.
 */
export const KNOWN_VALUES: ReadonlyMap<string, readonly string[]> = new Map([
  ['role', ['customer', 'agent', 'mixed']],
  ['type', ['call', 'cue', 'feedback', 'reset', 'binding']],
  ['outcome', ['applied', 'unchanged', 'refused']],
  [
    'coverage',
    [
      'complete',
      'no-notice',
      'objection',
      'mixed-channel',
      'no-customer-channel',
      'classifier-unavailable',
      'gaps',
    ],
  ],
]);

/** Every metric of the process. Names carry units; a metric that changes its meaning gets a new name. */
export const METRIC_TABLE = {
  buildInfo: gauge('evenkeel_build_info', 'Always 1; the labels name the version and the runtime.', [
    'version',
    'node',
  ]),
  draining: gauge('evenkeel_draining', '1 while the process drains and takes no new calls, else 0.', []),
  faults: counter(
    'evenkeel_faults_total',
    'Faults of our own that were contained, by place (call, round, job, timer, bus, desktop, shutdown).',
    ['place'],
  ),
  dependencyUp: gauge(
    'evenkeel_dependency_up',
    '1 while a dependency that is configured answers, 0 while it is away (database, redis, keys).',
    ['dependency'],
  ),
  configReloads: counter(
    'evenkeel_config_reloads_total',
    'Reloads of the configuration, by outcome (applied, unchanged, refused).',
    ['outcome'],
  ),
  certificateExpiry: gauge(
    'evenkeel_certificate_expiry_timestamp_seconds',
    'When the TLS certificate that is served ends, seconds since the epoch; 0 without TLS.',
    [],
  ),

  streamsOpen: gauge('evenkeel_streams_open', 'Audio streams that are open, by platform.', ['platform']),
  streamsLimit: gauge(
    'evenkeel_streams_limit',
    'Audio streams that this process takes at one time, by configuration.',
    [],
  ),
  streamsOpened: counter('evenkeel_streams_opened_total', 'Audio streams that were opened, by platform.', [
    'platform',
  ]),
  streamsClosed: counter(
    'evenkeel_streams_closed_total',
    'Audio streams that ended, by platform and reason.',
    ['platform', 'reason'],
  ),
  streamsRefused: counter(
    'evenkeel_streams_refused_total',
    'Connections refused before any audio, by error code.',
    ['code'],
  ),
  streamWarnings: counter(
    'evenkeel_stream_warnings_total',
    'Faults in a stream that did not end it, by platform and code.',
    ['platform', 'code'],
  ),

  audioSeconds: counter('evenkeel_audio_seconds_total', 'Call audio received, seconds, by role.', ['role']),
  audioChunks: counter('evenkeel_audio_chunks_total', 'Chunks of call audio received, by role.', ['role']),
  audioGapSeconds: counter(
    'evenkeel_audio_gap_seconds_total',
    'Audio that never arrived, seconds, by role.',
    ['role'],
  ),
  audioDroppedSeconds: counter(
    'evenkeel_audio_dropped_seconds_total',
    'Audio dropped because a call had more queued than it may, seconds, by role.',
    ['role'],
  ),
  windowsDropped: counter(
    'evenkeel_windows_dropped_total',
    'Analysis windows dropped because the process could not keep up.',
    [],
  ),

  callsActive: gauge('evenkeel_calls_active', 'Calls that are being listened to.', []),
  callsElsewhere: counter(
    'evenkeel_calls_elsewhere_total',
    'Calls that were given up here because another node has them.',
    [],
  ),
  callsEnded: counter('evenkeel_calls_ended_total', 'Calls that ended, by how well they could be heard.', [
    'coverage',
  ]),
  callsWithoutNotice: counter(
    'evenkeel_calls_without_notice_total',
    'Calls on which nobody asserted that the caller was told; nothing is inferred from the voice there.',
    [],
  ),
  callObjections: counter(
    'evenkeel_call_objections_total',
    'Calls on which inference stopped because the caller objected.',
    [],
  ),

  inferenceBatch: histogram(
    'evenkeel_inference_batch_windows',
    'Windows classified in one run of the model.',
    [],
    [1, 2, 4, 8, 16, 32, 64, 128, 256],
  ),
  inferenceDuration: histogram(
    'evenkeel_inference_duration_seconds',
    'How long one run of the model took, seconds.',
    [],
    [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25],
  ),
  inferenceSlow: counter(
    'evenkeel_inference_slower_than_realtime_total',
    'Ticks whose analysis took longer than the audio it covered.',
    [],
  ),
  inferenceFailures: counter(
    'evenkeel_inference_failures_total',
    'Runs of the model that failed; the call continues without emotion.',
    [],
  ),

  overloadStep: gauge(
    'evenkeel_overload_step',
    'What is given up because rounds are late: 0 nothing, 1 new streams, 2 every second window of the model, 3 coaching.',
    [],
  ),
  overloadSteps: counter(
    'evenkeel_overload_steps_total',
    'Changes of what is given up, by the step that was taken (normal, no-new-streams, half-model, no-coaching).',
    ['step'],
  ),

  cuesShown: counter('evenkeel_cues_shown_total', 'Cues sent to a desktop, by kind.', ['kind']),
  cuesWithheld: counter(
    'evenkeel_cues_withheld_total',
    'Cues that were due but not shown, by kind and reason.',
    ['kind', 'reason'],
  ),
  cuesUnbound: counter(
    'evenkeel_cues_unbound_total',
    'Cues that were due on a call on which no agent was known.',
    [],
  ),
  cueDelay: {
    ...histogram(
      'evenkeel_cue_delay_seconds',
      'From the arrival of the audio that decided a cue to its sending, seconds.',
      [],
      [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    ),
    isTraced: true,
  },
  desktopsOpen: gauge('evenkeel_desktops_open', 'Agent desktops that are connected.', []),
  busMessagesRefused: counter(
    'evenkeel_bus_messages_refused_total',
    'Messages on the bus between nodes that no node can have sent; dropped.',
    [],
  ),
  busMessagesLate: counter(
    'evenkeel_bus_messages_late_total',
    'Cues of other nodes that were on their way for too long, and were not shown.',
    [],
  ),
  nodesSeen: gauge(
    'evenkeel_nodes_seen',
    'Nodes that are heard over Redis, this one among them; 0 where there is no Redis.',
    [],
  ),
  desktopMessagesDropped: counter(
    'evenkeel_desktop_messages_dropped_total',
    'Messages not sent because a desktop did not read.',
    [],
  ),

  storageQueue: gauge('evenkeel_storage_queue_records', 'Records that wait to be written.', []),
  storageWritten: counter('evenkeel_storage_written_total', 'Records written, by type.', ['type']),
  storageDropped: counter(
    'evenkeel_storage_dropped_total',
    'Records given up, by type: the queue was full, or the database refused them permanently.',
    ['type'],
  ),
  storageFailures: counter(
    'evenkeel_storage_failures_total',
    'Writes that failed; records wait and are tried again.',
    [],
  ),
  storageJournalled: gauge(
    'evenkeel_storage_journalled_summaries',
    'Call summaries that wait in the local journal because the database is away.',
    [],
  ),
  storageJournalFailures: counter(
    'evenkeel_storage_journal_failures_total',
    'Summaries that the local journal could not take; they wait in memory alone.',
    [],
  ),

  httpRequests: counter(
    'evenkeel_http_requests_total',
    'HTTP requests answered, by method, route and status.',
    ['method', 'route', 'status'],
  ),
  httpDuration: histogram(
    'evenkeel_http_request_duration_seconds',
    'How long an HTTP request took, seconds, by route.',
    ['route'],
    [0.002, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
  ),
} as const satisfies Readonly<Record<string, MetricDefinition>>;
