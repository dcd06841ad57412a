import{createRequire as phaselineRequire}from'node:module';const require=phaselineRequire(import.meta.url);
import{debug,info}from"./shared-TJTM6CE6.js";function reportToLog(event){let line=`${event.action.padEnd(9)} ${event.resource}${event.detail?`  ${event.detail}`:""}`;event.action==="unchanged"?debug(line):info(line)}export{reportToLog};
