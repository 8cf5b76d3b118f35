using Microsoft.AspNetCore.Components;
using MudBlazor;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Market;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Deeds;
using QuantumTrader.Web.Ui.Positions;
using QuantumTrader.Web.Ui.Shell;
using QuantumTrader.Web.Ui.Tables;

namespace QuantumTrader.Web.Components.Pages.Positions;

/// <summary>Every position of the ledger with what one must know of it, and how far the ledger is from the venue.</summary>
public partial class PositionsPage
{
    private const string Address = "positions";
    private Freshness<EngineView> _picture;
    private Freshness<EngineView> _account;
    private bool _isPictureStale;
    private bool _isAccountStale;
    private TableOrder _order = new(Address, "symbol", false);
    private TablePage<PositionRow>? _rows;
    private StopKnowledge _stops;
    private int _withoutStop;
    private string _stopsFirst = "";
    private string? _trouble;
    private string? _mayNotSee;
    private string _result = "";

    [Inject] public required IManualCloseControl ManualClose { get; init; }
    [Inject] public required ScreenDeeds Deeds { get; init; }
    [Inject] public required IDialogService Dialogs { get; init; }

    [SupplyParameterFromQuery] public string? Sort { get; set; }

    [SupplyParameterFromQuery] public int? Page { get; set; }

    protected override void OnParametersSet() => OnRead();

    protected override void OnRead()
    {
        _trouble = RefusalOf(AccessAction.SeeTrading) is { } refusal ? RefusalText.Of(refusal) : null;
        _mayNotSee = RefusalText.WhyDisabled(RefusalOf(AccessAction.SeeClosedByHand));
        _picture = new(View, View?.AtUtc, TopBarModel.AgeMax);
        _isPictureStale = _picture.State(NowUtc) != FreshnessState.Fresh;

        // As old as its own reading, or as the picture when that has stopped.
        _account = _isPictureStale ? _picture : new(View, View?.AccountAtUtc, TopBarModel.AgeMax);
        _isAccountStale = _account.State(NowUtc) != FreshnessState.Fresh;
        if (View is { } view)
        {
            var columns = PositionColumns.Of(view.Drift);
            _order = TableOrder.Read(Address, Sort, columns.Keys);
            _stopsFirst = (_order with { Key = "stop", IsDescending = false }).HrefOf(1);
            _stops = StopKnowledge.Of(view, NowUtc);
            _withoutStop = view.Positions.Count(_stops.IsMissing);
            _rows = TablePage<PositionRow>.Of(columns.Sorted(view.Positions, _order), Page ?? 1);
        }
    }

    private Task SeeClosedAsync(ManualCloseItem item) => Dialogs.AskReasonAsync(
        $"{item.Symbol} is closed at the venue",
        "You say that you saw it closed there. That is noted with your name and ends the alert. It changes nothing in the ledger: the venue's own word is waited for.",
        "I saw it closed",
        async note =>
        {
            var answer = await Deeds.DoAsync(AccessAction.SeeClosedByHand, caller => ManualClose.SeeClosedAsync(caller, item.Symbol, item.Side, note, CancellationToken.None), "tick");
            var trouble = answer.Trouble ?? answer.Value;
            _result = trouble is null ? $"Noted: {item.Symbol} was seen closed." : _result;
            await InvokeAsync(StateHasChanged); // the dialog's button redraws the dialog alone
            return trouble;
        });
}
