import type { ErrorCode } from '../../errors.js';

type Area =
  | 'cli'
  | 'config'
  | 'internal'
  | 'server'
  | 'storage'
  | 'calibration'
  | 'corpus'
  | 'model'
  | 'table';

/** What to do, in Chinese, about errors of the command line, the settings, the server, the database and the model. */
export const RUNNING_ERRORS_ZH: Readonly<Record<Extract<ErrorCode, `${Area}.${string}`>, string>> = {
  'cli.dev-in-production':
    '`evenkeel dev` 自行生成密钥并信任所有通话，因此在 NODE_ENV=production 下不启动：请使用 `evenkeel serve`，只想试用请取消 NODE_ENV。',
  'cli.file-exists': '没有写入任何内容，因为文件已经存在。请另选文件夹，或加上 --force 覆盖。',
  'cli.run-unreadable': '无法读取要比较的结果。请给出录音，或 `evenkeel replay --json` 的输出。',
  'cli.output-unwritable': '结果不能写到那里。请给出当前用户可写的文件或文件夹。',
  'cli.step-failed': '工作中的一步失败了。请改正指出的问题后重新运行：已完成的步骤会保留。',
  'cli.usage': '命令不能这样运行。用法见 --help。',
  'config.file-unreadable': '无法读取配置文件；请检查路径和读取权限。',
  'config.key-unknown': '配置中有不存在的设置。设置名称见 docs/configuration.md。',
  'config.reload-refused': '更改的设置要重启后才生效；目前没有任何改变。',
  'config.secret-file-mode': '本机所有用户都能读取一个密钥文件。请对它运行 chmod 0600。',
  'config.secret-unreadable': '读取不到环境变量指明的密钥文件。请检查路径和读取权限。',
  'config.syntax': '配置文件不是有效的 YAML 或 JSON。请改正指出的行。',
  'config.value-invalid': '有一项设置的值不被允许。允许的值见 docs/configuration.md。',
  'internal.fault': 'Evenkeel 内部出错。通话不受影响。详情见日志。',
  'server.address-unavailable': '本机没有 server.host 指明的地址。请更改 server.host。',
  'server.clock-behind': '本机的时钟落后于自己的记录。请先校时（NTP）再接通话。',
  'server.clock-differs': '本机与数据库的时钟不一致。请校正有误的一方（NTP）。',
  'server.port-forbidden': '当前用户不能监听此端口。请用 1023 以上的端口，或使用代理。',
  'server.port-taken': '端口已被其他进程占用。请停止该进程，或更改 server.port。',
  'server.tls-expired': 'TLS 证书当前无效。请更新证书，或校正时钟。',
  'server.tls-key-mode': '本机所有用户都能读取 TLS 私钥。请对它运行 chmod 0600。',
  'server.tls-mismatch': 'TLS 私钥与证书不配。证书链中请把服务器证书放在最前。',
  'server.tls-unreadable': '无法读取 TLS 证书或私钥。请检查路径和读取权限。',
  'storage.two-databases':
    '同时配置了 SQLite 文件和 PostgreSQL 地址：storage.sqliteFile 和 storage.postgresUrl 只保留一个。',
  'storage.url-invalid':
    'storage.postgresUrl 不是 PostgreSQL 地址：请写成 postgres://user:password@host:5432/database。',
  'storage.unavailable': '数据库打不开：请检查文件及其文件夹，或服务器及其地址。通话照常。',
  'storage.busy': '数据库被其他进程占用：没有任何改变，请重试。',
  'storage.folder-missing': '数据文件夹不存在，也无法创建。请挂载存储卷，或更改 storage.sqliteFile。',
  'storage.folder-read-only': '数据文件夹不可写：请在那里挂载存储卷，并交给 Evenkeel 的运行用户。',
  'storage.disk-full': '数据文件夹所在磁盘已满。请腾出空间；在此之前记录留在内存中。',
  'storage.migration-failed': '数据库结构没有更新成功；失败的一步没有留下痕迹。原因见后。',
  'calibration.too-little-data': '可用于校准的标注太少：请多标注一些，至少来自 5 通通话。',
  'calibration.no-better': '对没有参与拟合的通话，判断并不比之前好：请保留现有校准。',
  'calibration.other-model': '校准是为另一个模型做的：请重新运行 `evenkeel calibrate model`。',
  'calibration.unreadable': '无法读取校准文件：请给出 `evenkeel calibrate model` 写出的文件。',
  'corpus.clip-unreadable': '语音库中有一个片段无法读取。请检查路径，以及它是否为 WAV 或 FLAC。',
  'corpus.empty': '语音库中没有可用的片段：请检查 clips.tsv 和 --part。',
  'corpus.already-there': '该文件夹已有此语音库。请另选文件夹，或先删除它。',
  'corpus.mapping-invalid':
    '语音库的结构未知。请给出 crema-d、emodb，或 docs/model-for-production.md 所述的映射文件。',
  'corpus.part-unknown': '语音库中没有说话人属于该部分：请看 speakers.tsv 的 part 列。',
  'model.failed': '情绪模型处理一批数据时失败：这几秒不做情绪判断。',
  'model.inputs': '模型的输入与此版本提供的不同：请使用随此版本提供的模型。',
  'model.labels': '模型给出的标签不是依次的 anger、anxiety、other。',
  'model.opset': '模型需要的 ONNX 算子集未经此版本测试。请按其清单中的版本重新导出。',
  'model.research-only':
    '此网络由仅供研究的语音训练而成，而 model.use 为 commercial。请把 model.kind 设为 prosody，或用您可以使用的语音训练网络并在 model.path 中指明：命令见 docs/model-for-production.md。',
  'model.schema-mismatch': '模型是用另一版本的特征训练的：请重新训练，或使用随此版本提供的模型。',
  'model.sha-mismatch': '模型文件与其清单不符：请重新安装两者。',
  'model.unreadable': '无法读取模型或其清单：请检查路径并重新安装两者。',
  'model.window-invalid': '一个特征窗口为空、长度不对，或含有不是数字的值。',
  'table.cell-unreadable': '表格中有一格与所在列不符。请改正指出的格。',
  'table.column-missing': '表格缺少必需的列。请补上指出的列。',
  'table.row-torn': '表格中有一行的格数与表头不同。请改正指出的行。',
  'table.unreadable': '无法读取表格。请检查路径，以及它是否为 UTF-8 的 CSV。',
};
