using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Meaning;
using QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>
/// The venue's events of money: funding and transfers become updates; any other change of the wallet that no fill explains is a gap, so
/// that the account is read. Runs on the engine's scheduler alone.
/// </summary>
/// <param name="gap">Called when only a reading of the account can tell what happened.</param>
internal sealed class AccountTranslator(IUserStreamListener listener, string asset, Action<string> gap)
{
    // The reasons that move money in or out. Margin moved between wallet and position changes nothing that we count.
    private static readonly HashSet<string> Transfers =
    [
        "DEPOSIT", "WITHDRAW", "WITHDRAW_REJECT", "ADMIN_DEPOSIT", "ADMIN_WITHDRAW", "ASSET_TRANSFER", "STRATEGY_UMFUTURES_TRANSFER",
        "OPTIONS_TRANSFER", "COIN_SWAP_DEPOSIT", "COIN_SWAP_WITHDRAW", "AUTO_EXCHANGE",
    ];

    private static readonly HashSet<string> Told = ["ORDER", "MARGIN_TRANSFER", "MARGIN_TYPE_CHANGE"];

    private readonly Dictionary<(Symbol, PositionSide), decimal> _legs = []; // that are not flat; bounded by the venue's symbols

    /// <summary>Funding that came without a symbol while several were held.</summary>
    public long UnassignedFunding { get; private set; }

    /// <summary>Told of each such one, after the wallet has it; null: nobody.</summary>
    public Action<Usd, DateTimeOffset>? Unassigned { get; init; }

    public void On(AccountMessage message)
    {
        var (a, at) = (message.Account, VenueWords.Utc(message.TransactionMs));
        var change = Balance(a, at);
        if (change == 0m || Told.Contains(a.Reason))
        {
            Positions(a, at);
            return;
        }

        if (a.Reason == "FUNDING_FEE")
        {
            var (symbol, side) = Funded(a) ?? (Symbol.Create(asset), PositionSide.Both);
            listener.OnUpdate(new ExchangeUpdate.FundingPaid(symbol, side, new(change), at, message.EventMs));
            if (symbol.Value == asset)
            {
                UnassignedFunding++;
                Unassigned?.Invoke(new(change), at);
            }
        }
        else if (Transfers.Contains(a.Reason))
        {
            listener.OnUpdate(new ExchangeUpdate.Transferred(new(change), at, message.EventMs));
        }
        else
        {
            gap($"the wallet changed by {a.Reason}");
        }

        Positions(a, at);
    }

    public void OnRead(AccountSnapshot account)
    {
        _legs.Clear();
        foreach (var position in account.Positions)
        {
            _legs[(position.Symbol, position.PositionSide)] = position.Quantity.Value * position.Direction.Sign();
        }
    }

    /// <summary>By what the wallet changed beyond fills.</summary>
    private decimal Balance(AccountMessage.AccountPart a, DateTimeOffset at)
    {
        var change = 0m;
        foreach (var balance in a.Balances ?? [])
        {
            if (balance.Asset == asset)
            {
                listener.OnWallet(new(balance.Wallet), at);
                change += balance.Change;
            }
        }

        return change;
    }

    private void Positions(AccountMessage.AccountPart a, DateTimeOffset at)
    {
        foreach (var position in a.Positions ?? [])
        {
            if (!Symbol.TryCreate(position.Symbol, out var symbol))
            {
                continue;
            }

            var leg = (symbol, OrderWords.Leg(position.PositionSide));
            if (position.Amount == 0m)
            {
                _legs.Remove(leg);
            }
            else
            {
                _legs[leg] = position.Amount;
            }

            listener.OnPosition(leg.symbol, leg.Item2, position.Amount, new(position.EntryPrice), at);
        }
    }

    /// <summary>
    /// Whose funding it is. In cross margin the event names nobody: the only symbol that is held, or else null: the wallet is right at once, and
    /// the list of incomes tells later whose it was.
    /// </summary>
    private (Symbol, PositionSide)? Funded(AccountMessage.AccountPart a) =>
        a.Positions is [var one, ..] && Symbol.TryCreate(one.Symbol, out var named) ? (named, OrderWords.Leg(one.PositionSide))
        : _legs.Count == 1 ? _legs.Keys.Single()
        : null;
}
