using System.Globalization;
using Microsoft.AspNetCore.Components;
using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Ui;
using QuantumTrader.Web.Ui.Deeds;
using QuantumTrader.Web.Ui.Live;

namespace QuantumTrader.Web.Components.Pages.Alerts;

/// <summary>The inbox: what people must know, open first. Looks again by itself.</summary>
public partial class AlertsPage
{
    private static readonly string[] Choices = ["open", "acknowledged", "all"];
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(2);
    private AlertList? _list;
    private List<Alert> _rows = []; // as long as the list at most
    private Ticker? _looker;

    [Inject] public required IAlertControl Alerts { get; init; }
    [Inject] public required ILogger<AlertsPage> Log { get; init; }

    [SupplyParameterFromQuery] public string? Show { get; set; }

    private string Shown => Choices.Contains(Show, StringComparer.Ordinal) ? Show! : Choices[0];

    protected override async Task OnInitializedAsync()
    {
        _looker = new Ticker(Time, LookPeriod, () => InvokeAsync(LookAsync), Log.TickFailed);
        await base.OnInitializedAsync();
    }

    protected override void OnParametersSet() => Choose();

    protected override async Task ReadAsync()
    {
        var answer = await Deeds.SeeAsync(caller => Alerts.ListAsync(caller, Left), "list of alerts");
        (_list, Trouble) = (answer.Value, answer.Trouble);
        Choose();
    }

    protected override void Dispose(bool disposing)
    {
        _looker?.Dispose();
        base.Dispose(disposing);
    }

    private static string Word(string choice) => string.Concat(choice[..1].ToUpperInvariant(), choice.AsSpan(1));

    private void Choose() => _rows = [.. (_list?.Alerts ?? []).Where(a => Shown switch
    {
        "open" => a.IsOpen,
        "acknowledged" => a.AcknowledgedAtUtc is not null,
        _ => true,
    }).OrderByDescending(a => a.IsOpen).ThenByDescending(a => a.IsOpen ? a.Severity : AlertSeverity.Info).ThenByDescending(a => a.FirstSeenAtUtc)];

    private async Task LookAsync()
    {
        if (!IsBusy)
        {
            Who = await Callers.CurrentAsync();
            await ReadAsync();
            StateHasChanged();
        }
    }

    private string? WhyNot(AccessAction action) => Who is { } who ? RefusalText.WhyDisabled(Gate.Refusal(who, action)) : null;

    private async Task AcknowledgeAsync(Alert alert)
    {
        var answer = await DoAsync(AccessAction.AcknowledgeAlert, caller => Alerts.AcknowledgeAsync(caller, alert.Id, null, CancellationToken.None), "acknowledgement");
        var trouble = answer.Trouble ?? answer.Value?.Why;
        (Trouble, Notice) = (trouble, trouble is null ? $"{alert.Code} is acknowledged." : null);
    }

    private async Task SendAgainAsync()
    {
        var answer = await DoAsync(AccessAction.RetryDeadLetter, caller => Alerts.SendAgainAsync(caller, CancellationToken.None), "sending again");
        (Trouble, Notice) = (answer.Trouble, answer.IsDone ? string.Create(CultureInfo.InvariantCulture, $"{answer.Value} messages go out again.") : null);
    }
}
