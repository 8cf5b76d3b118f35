using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

/// <summary>The venue's keys: one lives until somebody ends it; asking for a key while it lives gives the same.</summary>
internal sealed class TestKeys : IListenKeyDesk
{
    private readonly Lock _gate = new();
    private string? _key;
    private int _made;

    public int Created { get; private set; }

    public int Kept { get; private set; }

    public int Closed { get; private set; }

    /// <summary>REST is away.</summary>
    public bool IsAway { get; set; }

    /// <summary>It expires, or another client deletes it.</summary>
    public void End()
    {
        lock (_gate)
        {
            _key = null;
        }
    }

    public Task<ExchangeRead<string>> CreateAsync(CancellationToken stopping)
    {
        lock (_gate)
        {
            Created++;
            return Task.FromResult(IsAway ? ExchangeRead<string>.Failed("No key: no answer") : ExchangeRead<string>.Ok(_key ??= $"key{++_made}"));
        }
    }

    public Task<ListenKeyState> KeepAsync(CancellationToken stopping)
    {
        lock (_gate)
        {
            Kept++;
            return Task.FromResult(IsAway ? ListenKeyState.Unknown : _key is null ? ListenKeyState.Gone : ListenKeyState.Extended);
        }
    }

    public Task CloseAsync(CancellationToken stopping)
    {
        Closed++;
        return Task.CompletedTask;
    }
}
