# Starts quarkus:dev and runs the four commands that it prints, as printed, in the PowerShell that runs this script. Each
# check is one line; the exit code says whether all held.
$ErrorActionPreference = 'Stop'
$top = (Resolve-Path "$PSScriptRoot\..\..\..\..").Path
$log = Join-Path ([IO.Path]::GetTempPath()) "quarkus-dev-$PID.log"
$script:failed = 0

function Assert-Holds([string] $sentence, [string] $text, [string[]] $parts) {
    foreach ($part in $parts) {
        if (-not $text.Contains($part)) {
            $script:failed = 1
            Write-Host "FAIL  $sentence`n      expected: $part`n      in: $text"
            return
        }
    }
    Write-Host "ok    $sentence"
}

# The commands in the output, without the colours of a console.
function Get-Commands {
    Get-Content $log | ForEach-Object { ($_ -replace '\x1b\[[0-9;]*m', '').Trim() } |
        Where-Object { $_ -match "^(curl\.exe |'\{.+\}' \| curl\.exe )" }
}

Write-Host "PowerShell $($PSVersionTable.PSVersion)"
$server = Start-Process cmd.exe -PassThru -NoNewWindow -WorkingDirectory $top `
    -ArgumentList '/d /c mvnw.cmd -B -ntp quarkus:dev -Ddebug=false -Dquarkus.console.enabled=false < nul' `
    -RedirectStandardOutput $log -RedirectStandardError "$log.err"
try {
    $end = (Get-Date).AddMinutes(10)
    while (-not ((Test-Path $log) -and (Select-String -Path $log -Pattern 'Listening on: ' -Quiet))) {
        if ($server.HasExited -or (Get-Date) -gt $end) {
            Get-Content $log, "$log.err" | Write-Host
            throw 'quarkus:dev does not listen'
        }
        Start-Sleep -Seconds 1
    }
    $commands = @(Get-Commands)
    Assert-Holds 'the start-up output has four commands' "$($commands.Count) commands" '4 commands'
    if ($commands.Count -ne 4) {
        exit 1
    }

    $answer = (Invoke-Expression $commands[0]) -join "`n"
    Assert-Holds '1: whoami without a token is 401, and the challenge says where to go' $answer `
        'HTTP/1.1 401 Unauthorized', 'WWW-Authenticate: Bearer resource_metadata="http://127.0.0.1:8000/'

    $answer = (Invoke-Expression $commands[1]) -join "`n"
    Assert-Holds '2: the metadata names the resource and the issuer' $answer `
        '"resource":"http://127.0.0.1:8000/mcp"', '"authorization_servers":["http://127.0.0.1:8001"]'

    $answer = (Invoke-Expression $commands[2]) -join "`n"
    Assert-Holds '3: add_note with tok_reader is 403' $answer `
        'HTTP/1.1 403 Forbidden', 'error="insufficient_scope"', '"required_scopes":["notes:write"]'

    $answer = (Invoke-Expression $commands[3]) -join "`n"
    Assert-Holds '4: add_note with tok_writer is stored' $answer 'HTTP/1.1 200 OK', '"stored":true'

    Assert-Holds 'no token was printed' "tokens: $(@(Select-String -Path $log -Pattern 'eyJ').Count)" 'tokens: 0'
} finally {
    taskkill.exe /pid $server.Id /t /f | Out-Null
}
exit $script:failed
