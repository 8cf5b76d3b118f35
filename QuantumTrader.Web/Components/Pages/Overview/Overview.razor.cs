using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Market;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Formatting;
using QuantumTrader.Web.Ui.Overview;
using QuantumTrader.Web.Ui.Shell;
using QuantumTrader.Web.Ui.Storage;

namespace QuantumTrader.Web.Components.Pages.Overview;

/// <summary>What an operator needs first: health, positions, equity; below it orders, decisions and why not.</summary>
public partial class Overview
{
    private Freshness<EngineView> _picture;
    private Freshness<EngineView> _account;
    private IReadOnlyList<StorageItem> _storage = [];
    private bool _isPictureStale;
    private bool _isAccountStale;
    private string? _curveNote;

    [Inject] public required IOptions<RedisOptions> Redis { get; init; }

    protected override void OnRead()
    {
        _picture = new(View, View?.AtUtc, TopBarModel.AgeMax);
        _isPictureStale = _picture.State(NowUtc) != FreshnessState.Fresh;

        // The account in a picture is as old as its own reading, or as the picture when that has stopped.
        var account = new Freshness<EngineView>(View, View?.AccountAtUtc, TopBarModel.AgeMax);
        _account = _isPictureStale ? _picture : account;
        _isAccountStale = _account.State(NowUtc) != FreshnessState.Fresh;
        _storage = View is { } view ? StorageItems.Of(view, Redis.Value.BacklogMax, NowUtc) : [];
        _curveNote = View?.EquityCurve is [var first, ..] ? $"since {Times.Full(first.AtUtc)}" : null;
    }

    private static string? MoreNote(int count) =>
        count > RowText.RowsMax ? $"{RowText.RowsMax} newest of {Figures.Count(count)}" : null;
}
