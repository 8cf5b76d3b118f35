namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>What the venue says where it has nothing else to say: <c>{"code":200,"msg":"success"}</c>.</summary>
public sealed record BinanceMessage
{
    public required int Code { get; init; }

    public string? Msg { get; init; }
}
