/**
 * From 1.29 on, ONNX Runtime for Linux sends usage data to its maker and keeps a device id in the home folder unless
 * this variable is set before the library loads (microsoft/onnxruntime#27379). Nothing leaves this process.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';
