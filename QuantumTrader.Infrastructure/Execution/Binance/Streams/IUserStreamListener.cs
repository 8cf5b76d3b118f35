using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>
/// Who is told what the venue tells of the account, on the engine's scheduler. <see cref="IExchangeListener.OnUpdate"/> brings orders,
/// fills, funding, transfers, leverages and stops that are stuck; the rest are hints that nothing depends on.
/// </summary>
public interface IUserStreamListener : IExchangeListener
{
    /// <summary>The newest fill that is counted, 0 for none: after a gap the venue is asked for what came since.</summary>
    long LastFillId { get; }

    /// <summary>Something may be missing. Nothing new may be entered until <see cref="OnTrusted"/>.</summary>
    void OnGap(string cause);

    /// <summary>The account was read after the gap, and every fill of it has been told.</summary>
    void OnTrusted(AccountSnapshot account);

    /// <summary>The wallet as the stream told it, without unrealised profit.</summary>
    void OnWallet(Usd wallet, DateTimeOffset atUtc)
    {
    }

    /// <summary>A leg as the stream told it; a short one is negative, a flat one 0.</summary>
    void OnPosition(Symbol symbol, PositionSide side, decimal signedQuantity, Price entryPrice, DateTimeOffset atUtc)
    {
    }

    /// <summary>Somebody switched the account's margin over several assets on or off.</summary>
    void OnMultiAssets(bool isOn)
    {
    }

    /// <summary>The venue warns that positions come near liquidation; it may come late.</summary>
    void OnMarginCall(IReadOnlyList<string> symbols, DateTimeOffset atUtc)
    {
    }
}
