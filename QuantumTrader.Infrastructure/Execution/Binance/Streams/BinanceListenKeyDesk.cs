using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Execution.Binance.Api;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>The key of the private stream from the venue's REST interface.</summary>
public sealed class BinanceListenKeyDesk(IBinanceListenKeyApi api) : IListenKeyDesk
{
    private const int NoSuchKey = -1125;

    public async Task<ExchangeRead<string>> CreateAsync(CancellationToken stopping)
    {
        var answer = await api.CreateListenKeyAsync(stopping).ConfigureAwait(false);
        return !answer.TryGet(out var key) ? ExchangeRead<string>.Failed($"No key for the user stream: {answer.Failure}")
            : string.IsNullOrWhiteSpace(key.ListenKey) ? ExchangeRead<string>.Failed("The venue gave an empty key for the user stream.")
            : ExchangeRead<string>.Ok(key.ListenKey);
    }

    public async Task<ListenKeyState> KeepAsync(CancellationToken stopping)
    {
        var answer = await api.KeepListenKeyAsync(stopping).ConfigureAwait(false);
        return answer.TryGet(out _) ? ListenKeyState.Extended
            : answer.RefusalCode == NoSuchKey ? ListenKeyState.Gone
            : ListenKeyState.Unknown;
    }

    public async Task CloseAsync(CancellationToken stopping) => await api.CloseListenKeyAsync(stopping).ConfigureAwait(false);
}
