namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>A stream to subscribe to and how soon and how often it must speak.</summary>
/// <param name="Name">The venue's, such as <c>btcusdt@kline_1m</c>.</param>
/// <param name="FirstFrameMax">From the subscription to its first frame.</param>
/// <param name="AgeMax">Between two frames.</param>
internal sealed record StreamSpec(string Name, TimeSpan FirstFrameMax, TimeSpan AgeMax);
